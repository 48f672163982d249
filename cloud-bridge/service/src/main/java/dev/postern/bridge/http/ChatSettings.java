package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI-compatible surface's settings.
 *
 * @param routes what it calls models
 * @param defaultPurpose of requests that claim none, or null: they are refused. Never an emergency;
 *     and nothing is restored under it
 * @param historyCharacters code points of all messages before the question
 */
public record ChatSettings(
    List<Route> routes, @Nullable Purpose defaultPurpose, int historyCharacters) {

  public ChatSettings {
    routes = List.copyOf(routes);
    if (defaultPurpose == Purpose.ETREAT) {
      throw new IllegalArgumentException(
          "bridge.chat.default-purpose: an emergency is claimed by a person, never assumed");
    }
    if (historyCharacters < 0) {
      throw new IllegalArgumentException("bridge.limits.history-characters: not negative");
    }
  }
}

package dev.postern.bridge.contract;

import dev.postern.bridge.completions.ChatCompletions;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.endpoint.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The contract, for a server of chat completions. */
public abstract class CompletionsContract extends LanguageModelContract {

  protected abstract Server server(Endpoint endpoint, Supplier<Server.Secret> secret);

  protected final LanguageModel model(
      Endpoint endpoint, Supplier<Server.Secret> secret, Duration answerWithin, Clock clock) {
    return new ChatCompletions(
        Map.of(route().name(), server(endpoint, secret)), answerWithin, clock);
  }

  @Override
  protected LanguageModel withoutSecret(Endpoint endpoint, Clock clock) {
    return model(endpoint, noSecret(), Duration.ofSeconds(20), clock);
  }
}

package dev.postern.bridge.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the caller of a request is still connected. */
final class Presence {
  private final List<Runnable> stops = new ArrayList<>();
  private boolean gone;

  /** Watches the connection of this request. */
  static Presence of(@Nullable RoutingContext request) {
    Presence presence = new Presence();
    if (request != null) {
      request.addEndHandler(
          ended -> {
            if (ended.failed()) {
              presence.left();
            }
          });
    }
    return presence;
  }

  /** Calls back when the caller leaves; at once where that is so already. */
  void whenGone(Runnable stop) {
    synchronized (this) {
      if (!gone) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  void left() {
    List<Runnable> now;
    synchronized (this) {
      gone = true;
      now = List.copyOf(stops);
      stops.clear();
    }
    now.forEach(Runnable::run);
  }
}

package dev.postern.bridge.http;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether the caller of a request is still connected. */
final class Presence {
  private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();

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
    var unused = gone.thenRun(stop);
  }

  void left() {
    gone.complete(null);
  }
}

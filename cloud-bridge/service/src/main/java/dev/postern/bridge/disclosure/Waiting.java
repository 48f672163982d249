package dev.postern.bridge.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How long an answer is waited for. It can be over sooner, once: then what was begun for it is
 * stopped, from whichever thread says so.
 */
public final class Waiting {
  private final Instant until;
  private final CompletableFuture<End> over = new CompletableFuture<>();

  /** Why nobody waits any more. */
  public enum End {
    CALLER_GONE,
    EGRESS_STOPPED
  }

  /**
   * @param until the latest moment for the end of the answer
   */
  public Waiting(Instant until) {
    this.until = until;
  }

  public Instant until() {
    return until;
  }

  /**
   * How long a call may still take: never negative.
   *
   * @param most of any call
   */
  public Duration left(Instant now, Duration most) {
    Duration left = Duration.between(now, until);
    return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
  }

  /** What to do when it is over; at once where it is over already. */
  public void whenOver(Runnable stop) {
    var unused = over.thenRun(stop);
  }

  /** Nobody waits any more. The first reason stays. */
  public void over(End why) {
    over.complete(why);
  }

  /** Why it was over before its time, if it was. */
  Optional<End> end() {
    return Optional.ofNullable(over.getNow(null));
  }
}

package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer is waited for. It can be over sooner, once: then what was begun for it is
 * stopped, from whichever thread says so.
 */
public final class Waiting {
  private final Instant until;
  private final List<Runnable> stops = new ArrayList<>();
  private @Nullable End end;

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

  /** What to do when it is over; at once where it is over already. */
  public void whenOver(Runnable stop) {
    synchronized (this) {
      if (end == null) {
        stops.add(stop);
        return;
      }
    }
    stop.run();
  }

  /** Nobody waits any more. The first reason stays. */
  public void over(End why) {
    List<Runnable> now;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = why;
      now = List.copyOf(stops);
    }
    now.forEach(Runnable::run);
  }

  /** Why it was over before its time, if it was. */
  synchronized Optional<End> end() {
    return Optional.ofNullable(end);
  }
}

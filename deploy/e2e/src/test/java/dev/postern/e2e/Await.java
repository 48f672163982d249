package dev.postern.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until what must come true by itself has come true. */
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Await() {}

  /** The first value that satisfies; fails with the last one seen after {@code patience}. */
  static <T> T until(Duration patience, Supplier<T> look, Predicate<T> satisfied) {
    Instant end = Instant.now().plus(patience);
    T seen = look.get();
    while (!satisfied.test(seen)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("after " + patience + " still " + seen);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      seen = look.get();
    }
    return seen;
  }
}

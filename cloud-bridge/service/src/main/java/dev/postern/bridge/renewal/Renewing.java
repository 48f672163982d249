package dev.postern.bridge.renewal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A value that is renewed beside the calls that use it: one request at a time, whoever asked first,
 * and a caller waits only while there is none that serves. While none is to be had, the last one
 * serves to its end.
 *
 * @param <T> of the value
 */
public final class Renewing<T> {
  private final Source<T> source;
  private final Duration again;
  private final Clock clock;
  private @Nullable Served<T> current;
  private @Nullable CompletableFuture<T> underway;

  /**
   * A value for as long as it serves.
   *
   * @param renewAt from then on another is asked for
   * @param endsAt from then on it serves nobody
   */
  public record Served<T>(T value, Instant renewAt, Instant endsAt) {
    @Override
    public String toString() {
      return "Served[hidden]";
    }
  }

  /** Where values come from. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * Asks for one.
     *
     * @return empty when it was taken away: then the last one serves no more either
     * @throws Exception when it can't be said
     */
    Optional<Served<T>> ask(Instant now) throws Exception;
  }

  /**
   * @param again how soon after a failure the next request is made
   */
  public Renewing(Source<T> source, Duration again, Clock clock) {
    this.source = source;
    this.again = again;
    this.clock = clock;
  }

  /**
   * One that serves.
   *
   * @throws IllegalStateException when there is none to be had; its cause says why
   */
  public T get() {
    try {
      return serving(clock.instant()).join();
    } catch (CompletionException | CancellationException e) {
      throw new IllegalStateException("there is none to be had", e.getCause());
    }
  }

  /** Asks for another if it is time. Never waits. */
  public void renewAhead() {
    var unused = ahead(clock.instant());
  }

  private synchronized CompletableFuture<T> serving(Instant now) {
    var known = ahead(now);
    return known == null || !now.isBefore(known.endsAt())
        ? renewal(now)
        : CompletableFuture.completedFuture(known.value());
  }

  private synchronized @Nullable Served<T> ahead(Instant now) {
    var known = current;
    if (known == null || !now.isBefore(known.renewAt())) {
      var unused = renewal(now);
    }
    return known;
  }

  private synchronized CompletableFuture<T> renewal(Instant now) {
    var running = underway;
    if (running != null) {
      return running;
    }
    var fresh = new CompletableFuture<T>();
    underway = fresh;
    Thread.ofVirtual().name("renewal").start(() -> renew(fresh, now));
    return fresh;
  }

  private void renew(CompletableFuture<T> fresh, Instant now) {
    try {
      var served = source.ask(now);
      serve(served.orElse(null));
      served.ifPresentOrElse(
          it -> fresh.complete(it.value()),
          () -> fresh.completeExceptionally(new IllegalStateException("it was taken away")));
    } catch (Exception e) {
      tryLater(now.plus(again));
      fresh.completeExceptionally(e);
    } finally {
      abandon(fresh);
    }
  }

  private synchronized void serve(@Nullable Served<T> served) {
    underway = null;
    current = served;
  }

  private synchronized void tryLater(Instant at) {
    underway = null;
    var known = current;
    if (known != null) {
      current = new Served<>(known.value(), at, known.endsAt());
    }
  }

  /** Whatever was thrown, nobody waits for ever. */
  private synchronized void abandon(CompletableFuture<T> fresh) {
    if (fresh.cancel(false)) {
      underway = null;
    }
  }
}

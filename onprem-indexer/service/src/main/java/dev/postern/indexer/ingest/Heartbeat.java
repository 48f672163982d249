package dev.postern.indexer.ingest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Renews the claim of a job while it is worked on, however long one step takes. When the process is
 * gone so is its heartbeat, and the job is free when the lease ends.
 */
record Heartbeat(ScheduledFuture<?> beats) implements AutoCloseable {

  /** One thread for the jobs of a process. */
  static final class Heart {
    private final Ledger ledger;
    private final Duration every;
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ingest-heartbeat").factory());

    Heart(Ledger ledger, Duration every) {
      this.ledger = ledger;
      this.every = every;
    }

    /** Until it is closed. */
    Heartbeat beat(Job job) {
      long millis = every.toMillis();
      return new Heartbeat(
          thread.scheduleAtFixedRate(() -> renew(job), millis, millis, TimeUnit.MILLISECONDS));
    }

    private void renew(Job job) {
      try {
        ledger.hold(job);
      } catch (RuntimeException e) {
        System.getLogger(Heartbeat.class.getName())
            .log(System.Logger.Level.DEBUG, "a heartbeat was lost: {0}", e.getClass().getName());
      }
    }
  }

  @Override
  public void close() {
    beats.cancel(false);
  }
}

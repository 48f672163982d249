package dev.postern.indexer.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of platform threads on the ledger. They look when woken and every so often, for
 * jobs that another host queued or left behind.
 */
public final class IngestWorkers implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(IngestWorkers.class.getName());

  /** Less than the service's own time to stop; one chunk takes milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final IngestDocument ingest;
  private final Duration look;
  private final Duration pause;
  private final Semaphore news = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param look at the ledger at least this often
   * @param pause after a failure of the ledger itself
   */
  public IngestWorkers(IngestDocument ingest, Duration look, Duration pause) {
    this.ingest = ingest;
    this.look = look;
    this.pause = pause;
  }

  /** Starts the threads. */
  public void start(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().name("ingest-" + i).start(this::run));
    }
  }

  /** There is a new job. */
  public void wake() {
    if (news.availablePermits() < threads.size()) {
      news.release();
    }
  }

  private void run() {
    while (!closed) {
      Duration wait = Duration.ZERO;
      try {
        wait = ingest.next() ? Duration.ZERO : look;
      } catch (RuntimeException e) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "the ledger of documents failed: {0}",
            e.getClass().getName());
        wait = pause;
      }
      await(wait);
    }
  }

  private void await(Duration wait) {
    try {
      boolean woken = wait.isPositive() && news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
      LOGGER.log(System.Logger.Level.TRACE, woken ? "woken" : "looking");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the threads, and waits for those that embed: the model must not go away under them. A
   * document at hand is taken up again later.
   */
  @Override
  public void close() {
    closed = true;
    ingest.stop();
    news.release(threads.size());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : threads) {
      long left = Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

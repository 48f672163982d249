package dev.postern.audit.service.sequencer;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.time.Duration;
import java.util.Optional;

/**
 * The checkpoint that readers are given: the newest, as soon as the witnesses that answer have
 * cosigned it, and without them when they take too long. A reader never gets a smaller one than any
 * reader got before.
 */
public final class Publication {
  private static final long LOOK_MILLIS = 50;

  private final CheckpointStore store;
  private final Duration patience;
  private int answering;

  /**
   * Publishes from a store.
   *
   * @param patience how long a reader waits for the witnesses
   */
  public Publication(CheckpointStore store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  /** Told how many witnesses answer now, and that there may be a new cosignature. */
  public synchronized void cosigned(int answering) {
    this.answering = answering;
    notifyAll();
  }

  /** The checkpoint to publish now. */
  public Optional<Kept> newest() throws InterruptedException {
    var newest = store.latest();
    if (newest.isEmpty()) {
      return newest;
    }
    long size = newest.get().checkpoint().size();
    long end = System.nanoTime() + patience.toNanos();
    for (int witnesses = answering(); witnesses > 0; witnesses = answering()) {
      var cosigned = store.cosigned(size, witnesses);
      long left = (end - System.nanoTime()) / 1_000_000;
      if (cosigned.isPresent() || left <= 0) {
        return cosigned.or(store::latest);
      }
      await(Math.min(left, LOOK_MILLIS));
    }
    return newest;
  }

  private synchronized int answering() {
    return answering;
  }

  /** Another instance may have stored the cosignature: it is looked for without being told too. */
  private synchronized void await(long millis) throws InterruptedException {
    wait(millis);
  }
}

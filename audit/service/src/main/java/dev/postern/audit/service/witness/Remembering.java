package dev.postern.audit.service.witness;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.StoreFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one place up to date with the newest checkpoint, off the way of appends: {@link #tick()}
 * runs on a thread of its own. A place that fails is tried again and alerted of; nothing waits for
 * it.
 */
public final class Remembering {
  private static final System.Logger LOGGER = System.getLogger(Remembering.class.getName());

  private final Place place;
  private final Supplier<Optional<Kept>> newest;
  private final InstantSource clock;
  private final Runnable changed;
  private @Nullable Kept remembered;
  private @Nullable Instant behindSince;
  private boolean answering;
  private boolean alerted;

  /**
   * One place.
   *
   * @param newest the newest signed checkpoint
   * @param changed told when the place has remembered one, and when it stops or starts to answer
   */
  Remembering(Place place, Supplier<Optional<Kept>> newest, InstantSource clock, Runnable changed) {
    this.place = place;
    this.newest = newest;
    this.clock = clock;
    this.changed = changed;
  }

  /** What operators call the place. */
  public String name() {
    return place.name();
  }

  /** Sends the newest checkpoint, if the place does not remember it yet. */
  public void tick() {
    var kept = newest.get();
    if (kept.isEmpty() || kept.get().equals(remembered())) {
      return;
    }
    notRemembered();
    try {
      place.remember(kept.get());
      caughtUp(kept.get());
    } catch (IOException | StoreFailure e) {
      failed(e);
    }
    changed.run();
  }

  private synchronized @Nullable Kept remembered() {
    return remembered;
  }

  private synchronized void notRemembered() {
    if (behindSince == null) {
      behindSince = clock.instant();
    }
  }

  private synchronized void caughtUp(Kept kept) {
    if (!answering) {
      LOGGER.log(System.Logger.Level.INFO, "{0} remembers the log''s checkpoints", place.name());
    }
    remembered = kept;
    behindSince = null;
    answering = true;
    alerted = false;
  }

  private synchronized void failed(Exception e) {
    if (!alerted) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} does not remember the newest checkpoint: {1}; trying on",
          place.name(),
          String.valueOf(e.getMessage()));
    }
    answering = false;
    alerted = true;
  }

  /** Whether it remembered the last checkpoint that it was sent. */
  public synchronized boolean answering() {
    return answering;
  }

  /** How long there has been a checkpoint that it does not remember; zero when there is none. */
  public synchronized Duration behind() {
    return behindSince == null ? Duration.ZERO : Duration.between(behindSince, clock.instant());
  }
}

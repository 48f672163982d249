package dev.postern.audit.service.sequencer;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has somebody else's clock vouch for a checkpoint once in a while (RFC 3161): {@link #tick()} runs
 * on a thread of its own. Nothing waits for it; what fails is alerted of and tried again.
 */
public final class Timestamps {
  private static final System.Logger LOGGER = System.getLogger(Timestamps.class.getName());

  private final TimestampAuthority authority;
  private final TimestampStore store;
  private final Supplier<Optional<Kept>> newest;
  private final Clock clock;
  private final Duration interval;
  private boolean failing;

  /**
   * Stamps of one log.
   *
   * @param newest the newest signed checkpoint
   * @param interval how old a stamp may get before the next
   */
  public Timestamps(
      TimestampAuthority authority,
      TimestampStore store,
      Supplier<Optional<Kept>> newest,
      Clock clock,
      Duration interval) {
    this.authority = authority;
    this.store = store;
    this.newest = newest;
    this.clock = clock;
    this.interval = interval;
  }

  /** Has the newest checkpoint stamped, if it is time and the log has grown. */
  public void tick() {
    try {
      var kept = newest.get();
      if (kept.isPresent() && due(kept.get())) {
        store.keep(kept.get().checkpoint().size(), authority.stamp(stamped(kept.get())));
        succeeded();
      }
    } catch (TimestampAuthority.Unavailable | StoreFailure e) {
      failed(e);
    }
  }

  /** The bytes that a stamp is about: the checkpoint's lines, as the log's key signed them. */
  static byte[] stamped(Kept kept) {
    return kept.checkpoint().text().getBytes(StandardCharsets.UTF_8);
  }

  private boolean due(Kept kept) {
    var last = store.last();
    return last.isEmpty()
        || last.get().size() < kept.checkpoint().size()
            && !clock.instant().isBefore(last.get().at().plus(interval));
  }

  private synchronized void succeeded() {
    if (failing) {
      LOGGER.log(System.Logger.Level.INFO, "checkpoints are time-stamped again");
    }
    failing = false;
  }

  private synchronized void failed(Exception e) {
    if (!failing) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "no time stamp for the newest checkpoint: {0}; trying on",
          String.valueOf(e.getMessage()));
    }
    failing = true;
  }

  /** Whether the last try failed; for alerts. */
  public synchronized boolean failing() {
    return failing;
  }

  /** How old the newest stamp is; nothing when there is none. */
  public Optional<Duration> age() {
    return store.last().map(last -> Duration.between(last.at(), clock.instant()));
  }
}

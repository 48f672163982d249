package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs the log's state, apart from writing it: {@link #tick()} runs on a thread of its own, so
 * that a slow signer never slows a commit. It signs only sizes read back from the store, keeps what
 * it signed, and knows how long the oldest unsigned entry has waited.
 */
public final class Checkpoints {
  private static final System.Logger LOGGER = System.getLogger(Checkpoints.class.getName());

  private final String origin;
  private final CheckpointStore store;
  private final CheckpointSigner signer;
  private final Clock clock;
  private final Duration unsignedLimit;
  private final Continuity continuity;
  private @Nullable Kept latest;
  private Head committed = new Head(0, Hash.EMPTY_TREE);
  private @Nullable Instant unsignedSince;
  private boolean failing;
  private boolean leading;

  /**
   * Checkpoints of one log.
   *
   * @param origin the log's name
   * @param unsignedLimit how long entries may stay unsigned before intents are refused
   */
  public Checkpoints(
      String origin,
      CheckpointStore store,
      CheckpointSigner signer,
      Clock clock,
      Duration unsignedLimit) {
    this.origin = origin;
    this.store = store;
    this.signer = signer;
    this.clock = clock;
    this.unsignedLimit = unsignedLimit;
    this.continuity = new Continuity(origin, store);
  }

  /**
   * Compares what is stored with what was signed, on taking the lead.
   *
   * @throws Inconsistent when the log does not continue its last checkpoint
   */
  synchronized void resume(LogState stored) {
    var kept = store.latest();
    var remembered = latest;
    if (remembered != null) {
      continuity.require("this process", remembered.checkpoint(), stored);
    }
    if (kept.isPresent()) {
      var note = SignedNote.parse(kept.get().note());
      if (!signer.signed(note) || !Checkpoint.parse(note.text()).equals(kept.get().checkpoint())) {
        throw new Inconsistent("the last checkpoint is not signed by the log's key");
      }
      continuity.require("the database", kept.get().checkpoint(), stored);
    } else if (stored.size() > 0 && remembered != null) {
      throw new Inconsistent("the checkpoints are gone");
    }
    latest = kept.orElse(null);
    committed = new Head(stored.size(), stored.root());
    long signed = kept.map(k -> k.checkpoint().size()).orElse(0L);
    unsignedSince =
        signed >= stored.size() ? null : store.committedAt(signed).orElseGet(clock::instant);
    leading = true;
  }

  /** Stops signing until the lead is taken again. */
  synchronized void pause() {
    leading = false;
  }

  /** Told of each commit. */
  synchronized void committed(Head head) {
    committed = head;
    if (unsignedSince == null) {
      unsignedSince = clock.instant();
    }
  }

  /**
   * Signs the committed head if it has grown; to be called at least each second. What fails is
   * tried again at the next call.
   */
  public void tick() {
    try {
      var head = store.head();
      if (due(head)) {
        var checkpoint = new Checkpoint(origin, head.size(), head.root());
        var kept = new Kept(checkpoint, signer.sign(checkpoint).format());
        store.keep(kept);
        signed(kept, store.committedAt(head.size()));
      }
    } catch (CheckpointSigner.SigningUnavailable | StoreFailure e) {
      failed(e);
    }
  }

  /**
   * A head that this leader has not written is never signed; its own latest one is seen next time.
   */
  private synchronized boolean due(Head head) {
    boolean grown = latest == null || latest.checkpoint().size() < head.size();
    boolean own =
        head.size() < committed.size()
            || head.size() == committed.size() && head.root().equals(committed.root());
    return leading && grown && own;
  }

  private synchronized void signed(Kept kept, Optional<Instant> oldestAfter) {
    latest = kept;
    boolean all = kept.checkpoint().size() >= committed.size();
    unsignedSince = all ? null : oldestAfter.orElseGet(clock::instant);
    if (failing) {
      LOGGER.log(System.Logger.Level.INFO, "checkpoints are signed again");
    }
    failing = false;
    notifyAll();
  }

  private synchronized void failed(RuntimeException e) {
    if (!failing) {
      LOGGER.log(System.Logger.Level.WARNING, "{0}; trying on", e.getMessage());
    }
    failing = true;
  }

  /** The newest checkpoint, if one was ever signed. */
  public synchronized Optional<Kept> latest() {
    return Optional.ofNullable(latest);
  }

  /** How long the oldest unsigned entry has waited; zero when all are signed. */
  public synchronized Duration unsignedAge() {
    return unsignedSince == null ? Duration.ZERO : Duration.between(unsignedSince, clock.instant());
  }

  /** Whether intents are refused because of it. */
  public boolean unsignedTooLong() {
    return unsignedAge().compareTo(unsignedLimit) > 0;
  }

  /**
   * Waits for a checkpoint that covers an entry.
   *
   * @return nothing when none was signed in time
   */
  public synchronized Optional<Kept> covering(long index, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (latest == null || latest.checkpoint().size() <= index) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.of(latest);
  }
}

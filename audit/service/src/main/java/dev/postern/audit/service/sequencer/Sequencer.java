package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Member;
import dev.postern.audit.log.MerkleTree;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TileEdge.FullTile;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The log's one writer. It drains whatever waits, orders and hashes it, commits it at once and only
 * then answers: the commit on its way is the window in which the next batch collects. A lease and a
 * fencing epoch in the store make sure that of several instances one writes.
 */
public final class Sequencer implements Runnable, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Sequencer.class.getName());
  private static final Duration RETRY = Duration.ofMillis(500);

  /**
   * Bounds of the sequencer.
   *
   * @param holder this instance's name
   * @param lease how long the lead lasts without a sign of life
   * @param queue entries that may wait
   * @param batch entries in one commit at most
   * @param batchBytes bytes in one commit at most, unless one append alone has more
   */
  public record Settings(String holder, Duration lease, int queue, int batch, long batchBytes) {
    /** Refuses bounds that would let nothing through. */
    public Settings {
      if (queue < 1 || batch < 1 || batchBytes < 1 || !lease.isPositive()) {
        throw new IllegalArgumentException("bounds must be positive");
      }
    }
  }

  /** Whether it writes. */
  public enum State {
    /** Another instance leads, or the store does not answer. */
    STANDBY,
    /** It writes. */
    LEADING,
    /** What is stored is not what was signed; a person has to look. */
    REFUSING
  }

  /** The log as this instance leads it. */
  private record Lead(long epoch, TileEdge edge, MerkleTree tree) {}

  private final LogStore store;
  private final Checkpoints checkpoints;
  private final StartProof startProof;
  private final Settings settings;
  private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong appended = new AtomicLong();
  private volatile State state = State.STANDBY;
  private volatile String refusal = "";
  private volatile String unwitnessed = "";
  private volatile boolean stopped;
  private @Nullable Lead lead;
  private @Nullable Append heldBack;

  /** A sequencer over a store; {@link #run()} is its thread. */
  public Sequencer(
      LogStore store, Checkpoints checkpoints, StartProof startProof, Settings settings) {
    this.store = store;
    this.checkpoints = checkpoints;
    this.startProof = startProof;
    this.settings = settings;
  }

  /** Hands in entries that belong together: all or none are written. */
  public CompletableFuture<AppendResult> append(List<Accepted> entries) {
    var append = new Append(entries);
    switch (state) {
      case STANDBY -> append.refuse(Reason.UNAVAILABLE);
      case REFUSING -> append.refuse(Reason.LOG_ROLLED_BACK);
      case LEADING -> enqueue(append);
    }
    return append.result();
  }

  private void enqueue(Append append) {
    int size = append.entries().size();
    boolean intent = append.entries().stream().anyMatch(e -> e.entry().type().isIntent());
    if (intent && checkpoints.unsignedTooLong()) {
      append.refuse(Reason.UNSIGNED);
    } else if (waiting.addAndGet(size) > settings.queue()) {
      waiting.addAndGet(-size);
      append.refuse(Reason.OVERLOADED);
    } else {
      queue.add(append);
      if (stopped) {
        refuseWaiting(Reason.UNAVAILABLE);
      }
    }
  }

  /** Whether it writes. */
  public State state() {
    return state;
  }

  /** What differs, when the log is refused; else empty. */
  public String refusal() {
    return refusal;
  }

  /** Why nobody outside says what the log held, while it waits for that; else empty. */
  public String unwitnessed() {
    return unwitnessed;
  }

  /** Entries that wait. */
  public int waiting() {
    return waiting.get();
  }

  /** Entries this instance has committed. */
  public long appended() {
    return appended.get();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state = State.STANDBY;
      refuseWaiting(Reason.UNAVAILABLE);
      giveUpLead();
    }
  }

  private void step() throws InterruptedException {
    try {
      var current = lead;
      if (current == null) {
        takeLead();
      } else {
        serve(current);
      }
    } catch (StoreFailure e) {
      stepDown(String.valueOf(e.getMessage()), RETRY);
    } catch (CheckpointSigner.SigningUnavailable e) {
      stepDown("the stored checkpoint cannot be verified without its key", RETRY);
    } catch (Unwitnessed e) {
      unwitnessed = String.valueOf(e.getMessage());
      stepDown("nobody outside says what the log held: " + e.getMessage(), RETRY.multipliedBy(4));
    } catch (NotDurable e) {
      stepDown("the store is not durable: " + e.getMessage(), RETRY.multipliedBy(10));
    } catch (Inconsistent e) {
      refusal = String.valueOf(e.getMessage());
      state = State.REFUSING;
      stepDown("the log is refused: " + e.getMessage(), RETRY.multipliedBy(10));
    } catch (RuntimeException e) {
      // The only writer must not end with one bad batch: it begins again from what is stored.
      stepDown("failed unforeseen: " + e.getClass().getName() + " at " + origin(e), RETRY);
    }
  }

  private void takeLead() throws InterruptedException {
    refuseWaiting(state == State.REFUSING ? Reason.LOG_ROLLED_BACK : Reason.UNAVAILABLE);
    if (state == State.REFUSING) {
      TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      return;
    }
    store.requireDurable();
    startProof.ask();
    if (!store.lead(settings.holder(), settings.lease())) {
      TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      return;
    }
    var stored = store.load();
    var tree = stored.edge().tree();
    if (!tree.root().equals(stored.root())) {
      throw new Inconsistent("the entries at size " + stored.size() + " do not give the root");
    }
    var first = proven(stored);
    checkpoints.resume(stored);
    lead = new Lead(stored.epoch(), stored.edge(), tree);
    if (first.isPresent()) {
      write(lead, List.of(new Append(List.of(first.get()))));
    }
    if (lead == null) {
      return;
    }
    startProof.settled();
    unwitnessed = "";
    state = State.LEADING;
    LOGGER.log(System.Logger.Level.INFO, "leading the log at size {0}", stored.size());
  }

  private Optional<Accepted> proven(LogState stored) {
    try {
      return startProof.require(stored);
    } catch (Unwitnessed | CheckpointSigner.SigningUnavailable e) {
      store.release(stored.epoch());
      throw e;
    }
  }

  private void serve(Lead current) throws InterruptedException {
    var appends = drain();
    if (!appends.isEmpty()) {
      try {
        write(current, appends);
      } finally {
        appends.forEach(append -> append.refuse(Reason.UNAVAILABLE));
      }
    } else if (!store.renew(current.epoch(), current.tree().size(), settings.lease())) {
      stepDown("another instance leads", RETRY);
    }
  }

  private List<Append> drain() throws InterruptedException {
    var appends = new ArrayList<Append>();
    var next =
        heldBack == null
            ? queue.poll(settings.lease().toMillis() / 3, TimeUnit.MILLISECONDS)
            : heldBack;
    heldBack = null;
    int entries = 0;
    long bytes = 0;
    while (next != null) {
      entries += next.entries().size();
      bytes += next.bytes();
      boolean over = entries > settings.batch() || bytes > settings.batchBytes();
      if (over && !appends.isEmpty()) {
        heldBack = next;
        return appends;
      }
      waiting.addAndGet(-next.entries().size());
      appends.add(next);
      next = queue.poll();
    }
    return appends;
  }

  private void write(Lead current, List<Append> appends) throws InterruptedException {
    var draft = draft(current, appends);
    var fresh = draft.fresh();
    if (fresh.isEmpty()) {
      draft.complete(current.tree().size());
      return;
    }
    var edge = current.edge().copy();
    var tree = current.tree().copy();
    var tiles = new ArrayList<FullTile>();
    for (var accepted : fresh) {
      tree.append(accepted.leafHash());
      tiles.addAll(edge.append(accepted.leafHash()));
    }
    var batch = new Batch(current.epoch(), current.tree().size(), fresh, tiles, tree.root());
    if (store.commit(batch, settings.lease())) {
      lead = new Lead(current.epoch(), edge, tree);
      checkpoints.committed(new Head(batch.to(), batch.root()));
      appended.addAndGet(fresh.size());
      draft.complete(batch.to());
    } else {
      stepDown("another instance leads", RETRY);
    }
  }

  private Draft draft(Lead current, List<Append> appends) {
    var ids = new HashSet<UUID>();
    var refs = new HashSet<Long>();
    for (var append : appends) {
      for (var accepted : append.entries()) {
        ids.add(accepted.entry().id());
        var ref = accepted.entry().get(Member.REF);
        if (ref != null) {
          refs.add(ref);
        }
      }
    }
    var intents = refs.isEmpty() ? Map.<Long, Intent>of() : store.intents(refs);
    var draft = new Draft(current.tree().size(), store.find(ids), intents);
    for (var append : appends) {
      draft.add(append).ifPresent(append::refuse);
    }
    return draft;
  }

  private void stepDown(String why, Duration pause) throws InterruptedException {
    LOGGER.log(System.Logger.Level.WARNING, "not leading the log: {0}", why);
    lead = null;
    checkpoints.pause();
    if (state == State.LEADING) {
      state = State.STANDBY;
    }
    refuseWaiting(state == State.REFUSING ? Reason.LOG_ROLLED_BACK : Reason.UNAVAILABLE);
    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
  }

  private static String origin(RuntimeException e) {
    var frames = e.getStackTrace();
    return frames.length == 0 ? "an unknown place" : frames[0].toString();
  }

  private void refuseWaiting(Reason reason) {
    var held = heldBack;
    heldBack = null;
    for (var next = held == null ? queue.poll() : held; next != null; next = queue.poll()) {
      waiting.addAndGet(-next.entries().size());
      next.refuse(reason);
    }
  }

  private void giveUpLead() {
    var current = lead;
    if (current != null) {
      try {
        store.release(current.epoch());
      } catch (StoreFailure e) {
        LOGGER.log(System.Logger.Level.WARNING, "the lead ends with its lease");
      }
    }
  }

  /** Ends the thread after the commit on its way. */
  @Override
  public void close() {
    stopped = true;
  }
}

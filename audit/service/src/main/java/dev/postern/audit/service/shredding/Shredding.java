package dev.postern.audit.service.shredding;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Holds and destructions as people ask for them. A hold outranks everything; a destruction needs
 * two persons, and its entry is durable before a key is deleted.
 */
public final class Shredding {
  private final ShreddingStore store;
  private final KeyRecords records;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** What came of it. */
  public enum Result {
    /** It is so now. */
    DONE,
    /** There is no such hold or destruction in this tenant. */
    UNKNOWN,
    /** A hold is in force. */
    HELD,
    /** One about the subject is under way, or it is not in the state for this. */
    NOT_NOW,
    /** The second approver has to be another person. */
    SAME_PERSON,
    /** It could not be recorded, so nothing was changed. */
    UNRECORDED
  }

  /** Over the tables, recorded in the log. */
  public Shredding(ShreddingStore store, KeyRecords records, Clock clock, Supplier<UUID> ids) {
    this.store = store;
    this.records = records;
    this.clock = clock;
    this.ids = ids;
  }

  /** A hold and what came of it. */
  public record Holding(Result result, Hold hold) {}

  /** Puts a hold in force, which protects at once, and records it. */
  public Holding hold(Subject subject, String matter, String by) {
    var hold = new Hold(ids.get(), subject, matter, by, clock.instant());
    if (!store.hold(hold)) {
      return new Holding(Result.NOT_NOW, hold);
    }
    if (!records.held(hold)) {
      store.withdraw(hold.id());
      return new Holding(Result.UNRECORDED, hold);
    }
    return new Holding(Result.DONE, hold);
  }

  /** Ends a hold; recorded before it ends. */
  public Result release(String tenant, UUID id, String by) {
    var hold = store.hold(tenant, id);
    if (hold.isEmpty()) {
      return Result.UNKNOWN;
    }
    if (!records.released(hold.get(), by)) {
      return Result.UNRECORDED;
    }
    store.release(id, by);
    return Result.DONE;
  }

  /** The holds in force. */
  public List<Hold> holds(String tenant) {
    return store.holds(tenant);
  }

  /** A destruction and what came of it. */
  public record Asking(Result result, Destruction destruction) {}

  /** Asks for the destruction of a subject's content; nothing happens until a second agrees. */
  public Asking ask(Subject subject, String reason, String by) {
    var wish =
        new Destruction(
            ids.get(), subject, reason, by, clock.instant(), null, Destruction.State.ASKED);
    return new Asking(store.ask(wish) ? Result.DONE : Result.NOT_NOW, wish);
  }

  /** Agrees to a destruction, and carries it out as far as the deletion of the keys. */
  public Result approve(String tenant, UUID id, String by) {
    var asked = store.destruction(tenant, id);
    if (asked.isEmpty()) {
      return Result.UNKNOWN;
    }
    if (asked.get().askedBy().equals(by)) {
      return Result.SAME_PERSON;
    }
    if (asked.get().state() != Destruction.State.ASKED) {
      return Result.NOT_NOW;
    }
    if (!store.approve(id, by)) {
      return Result.HELD;
    }
    return delete(store.destruction(tenant, id).orElseThrow());
  }

  /** Carries out what was approved and interrupted. */
  void resume() {
    store.in(Destruction.State.APPROVED).forEach(this::delete);
  }

  private Result delete(Destruction approved) {
    var second = approved.approvedBy();
    if (second == null || !records.destroyed(approved, second)) {
      return Result.UNRECORDED;
    }
    return store.delete(approved) ? Result.DONE : Result.HELD;
  }

  /** What waits for a second approver. */
  public List<Destruction> asked(String tenant) {
    return store.asked(tenant);
  }

  /** How far a destruction is. */
  public Optional<Destruction> destruction(String tenant, UUID id) {
    return store.destruction(tenant, id);
  }

  /** What bridges have to forget. */
  public List<ShreddingStore.Destroyed> destroyedAfter(long serial) {
    return store.destroyedAfter(serial, 1000);
  }
}

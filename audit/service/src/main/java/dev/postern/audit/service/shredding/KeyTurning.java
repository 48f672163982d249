package dev.postern.audit.service.shredding;

import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.sequencer.StoreFailure;
import dev.postern.audit.service.sequencer.SubjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes deletions final. Deleted rows are still in backups and in the database's own log, wrapped
 * under a version of the wrapping key: so the rest is wrapped anew under another version, and the
 * old ones are destroyed. To be called every few seconds; what was interrupted begins again.
 */
public final class KeyTurning {
  private static final System.Logger LOGGER = System.getLogger(KeyTurning.class.getName());
  private static final int AT_ONCE = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private final ShreddingStore store;
  private final WrappingKey key;
  private final KeyRecords records;
  private final Shredding shredding;
  private final KeyCopies copies;
  private final Sequencer sequencer;

  /** Turned by whichever instance leads. */
  public KeyTurning(
      ShreddingStore store,
      WrappingKey key,
      KeyRecords records,
      Shredding shredding,
      KeyCopies copies,
      Sequencer sequencer) {
    this.store = store;
    this.key = key;
    this.records = records;
    this.shredding = shredding;
    this.copies = copies;
    this.sequencer = sequencer;
  }

  /** Finishes what is deleted. */
  public void run() {
    if (sequencer.state() != Sequencer.State.LEADING) {
      return;
    }
    try {
      shredding.resume();
      var deleted = store.in(Destruction.State.DELETED);
      if (!deleted.isEmpty()) {
        turn(deleted);
      }
    } catch (StoreFailure | WrappingKey.WrappingUnavailable | KeyCopies.CopyUnavailable e) {
      LOGGER.log(System.Logger.Level.WARNING, "destruction waits: {0}; trying on", e.getMessage());
    }
  }

  private void turn(List<Destruction> deleted) {
    int version = key.turn();
    // First no row may come under an older version any more, then none may be left, then it goes.
    store.takeFrom(version);
    var old = store.wrappedBefore(version, FIRST, AT_ONCE);
    while (!old.isEmpty()) {
      store.rewrap(rewrapped(old));
      old = store.wrappedBefore(version, old.getLast().keyId(), AT_ONCE);
    }
    // The copy kept so far is wrapped under what is destroyed now: first there has to be another.
    copies.rewrapped();
    key.destroyBefore(version);
    copies.trimmed();
    if (records.turned(version)) {
      store.done(deleted.stream().map(Destruction::id).toList());
      LOGGER.log(System.Logger.Level.INFO, "{0} destructions are final", deleted.size());
    }
  }

  private List<SubjectKey> rewrapped(List<SubjectKey> old) {
    var wrapped = key.rewrap(old.stream().map(SubjectKey::wrapped).toList());
    var fresh = new ArrayList<SubjectKey>();
    for (int i = 0; i < old.size(); i++) {
      var one = old.get(i);
      wrapped
          .get(i)
          .ifPresentOrElse(
              form -> fresh.add(new SubjectKey(one.keyId(), one.subject(), form)),
              () ->
                  LOGGER.log(
                      System.Logger.Level.ERROR,
                      "key {0} was never wrapped by Vault",
                      one.keyId()));
    }
    return fresh;
  }
}

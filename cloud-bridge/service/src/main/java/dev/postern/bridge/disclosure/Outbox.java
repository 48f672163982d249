package dev.postern.bridge.disclosure;

import java.util.Optional;
import java.util.UUID;

/**
 * What waits for the log, encrypted in the bridge's own database, oldest first. What the log will
 * never take is set aside, kept for a person, and no longer waits.
 */
public interface Outbox {

  /** Whether anything waits; in doubt, yes. */
  boolean waiting();

  /** Keeps it; false when it can't be kept. */
  boolean put(UUID id, byte[] content);

  /** The oldest. */
  Optional<Item> oldest();

  /** Forgets it. */
  void remove(UUID id);

  /**
   * Keeps it apart: the log refused it for good.
   *
   * @param code the log's problem code
   */
  void setAside(UUID id, String code);

  /** Something that waits; content. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Item(UUID id, byte[] content) {

    @Override
    public String toString() {
      return "Item[" + id + "]";
    }
  }
}

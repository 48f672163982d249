package dev.postern.audit.service.sequencer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the log is kept. Every method fails with {@link StoreFailure} when the store does not
 * answer; then nothing is known about what it did.
 */
public interface LogStore {
  /**
   * Refuses a store that could lose what it acknowledged.
   *
   * @throws NotDurable naming the setting
   */
  void requireDurable();

  /**
   * Takes the lead if nobody else holds it.
   *
   * @param holder this instance's name; the same name takes over from its own earlier run
   * @param lease how long the lead lasts without a commit or renewal
   * @return whether it leads now
   */
  boolean lead(String holder, Duration lease);

  /**
   * The committed state, its edge computed again from the stored entries and tiles.
   *
   * @throws Inconsistent when what is stored contradicts itself
   */
  LogState load();

  /** Prolongs the lead; false when another has it. */
  boolean renew(long epoch, long size, Duration lease);

  /** Gives up the lead, if it is still held. */
  void release(long epoch);

  /**
   * Writes a batch durably, all or nothing, and prolongs the lead.
   *
   * @return false when another leads or the size is not the expected one; then nothing was written
   */
  boolean commit(Batch batch, Duration lease);

  /** Which of these ids are in the log, and where. */
  Map<UUID, Known> find(Collection<UUID> ids);

  /** Which of these indexes are intents. */
  Map<Long, Intent> intents(Collection<Long> indexes);

  /** Open intents whose writer is gone or whose time is up; at most {@code limit}. */
  List<AbandonedIntent> abandoned(Duration silence, int limit);

  /** Notes that a run of a writer is alive. */
  void heartbeat(String instance, UUID bootId);

  /** The entry at an index. */
  Optional<Known> at(long index);
}

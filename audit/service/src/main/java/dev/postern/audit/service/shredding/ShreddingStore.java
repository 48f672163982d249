package dev.postern.audit.service.shredding;

import dev.postern.audit.service.sequencer.SubjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds, destructions and the keys they are about. What decides between a hold and a destruction
 * happens in one transaction that excludes every other about the same subject. Fails with
 * StoreFailure.
 */
public interface ShreddingStore {
  /** Puts a hold in force; false when the subject's destruction is approved already. */
  boolean hold(Hold hold);

  /** A hold in force. */
  Optional<Hold> hold(String tenant, UUID id);

  /** All holds in force. */
  List<Hold> holds(String tenant);

  /** Ends a hold. */
  void release(UUID id, String by);

  /** Takes back a hold that could not be recorded. */
  void withdraw(UUID id);

  /** Keeps a wish; false when one about the subject is under way, or a hold is in force. */
  boolean ask(Destruction destruction);

  /** A destruction. */
  Optional<Destruction> destruction(String tenant, UUID id);

  /** Notes the second approver; false when a hold is in force or it is no longer only asked for. */
  boolean approve(UUID id, String by);

  /** Deletes the subject's keys; false when a hold is in force. */
  boolean delete(Destruction destruction);

  /** Destructions in a state, oldest first. */
  List<Destruction> in(Destruction.State state);

  /** A tenant's destructions that wait for a second approver, oldest first. */
  List<Destruction> asked(String tenant);

  /**
   * Subjects whose content is kept no longer: not held, and not asked for already.
   *
   * @param patient since the last entry about a patient
   * @param day since the day
   */
  List<Subject> over(Duration patient, Duration day, int limit);

  /** How long content is kept as last recorded, null when it never was. */
  @Nullable String retention();

  /** Keeps what was recorded. */
  void retention(String said);

  /** Notes that nothing opens any longer what these destructions are about. */
  void done(List<UUID> ids);

  /** From now on takes no key that is wrapped under an older version. */
  void takeFrom(int version);

  /**
   * Some keys that are wrapped under an older version, in the order of their ids.
   *
   * @param after where to go on
   */
  List<SubjectKey> wrappedBefore(int version, UUID after, int limit);

  /** Keeps the keys' new wrapped forms. */
  void rewrap(List<SubjectKey> keys);

  /** Destroyed keys after a serial, in order. */
  List<Destroyed> destroyedAfter(long serial, int limit);

  /** What bridges have to forget. */
  record Destroyed(long serial, UUID keyId, Subject subject) {}
}

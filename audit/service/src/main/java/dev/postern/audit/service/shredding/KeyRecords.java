package dev.postern.audit.service.shredding;

import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Change;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.Sequencer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries about holds and keys; each is durable when its method returns true. */
public final class KeyRecords {
  private final Sequencer sequencer;
  private final LogReader log;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** Written by the log's own sequencer. */
  public KeyRecords(Sequencer sequencer, LogReader log, Clock clock, Supplier<UUID> ids) {
    this.sequencer = sequencer;
    this.log = log;
    this.clock = clock;
    this.ids = ids;
  }

  boolean held(Hold hold) {
    var change = new Change(object(hold), null, hold.matter(), List.of(hold.setBy()));
    return append(EntryType.LEGAL_HOLD_SET, hold.id(), hold.subject(), hold.setBy(), change);
  }

  boolean released(Hold hold, String by) {
    var change = new Change(object(hold), hold.matter(), null, List.of(by));
    return append(EntryType.LEGAL_HOLD_RELEASED, ids.get(), hold.subject(), by, change);
  }

  private static String object(Hold hold) {
    return "hold:" + hold.id();
  }

  /** Its id is the destruction's: written once however often this is tried. */
  boolean destroyed(Destruction destruction, String second) {
    if (log.entry(destruction.id()).isPresent()) {
      return true;
    }
    var object =
        destruction.subject().isPatient()
            ? "subject-key"
            : "subject-key:" + destruction.subject().name();
    var approvers = List.of(destruction.askedBy(), second);
    var change = new Change(object, "kept", destruction.reason(), approvers);
    return append(EntryType.KEY_DESTROYED, destruction.id(), destruction.subject(), null, change);
  }

  boolean retention(@Nullable String before, String now) {
    var change = new Change("retention:content", before, now, List.of());
    var entry =
        Entry.of(EntryType.RETENTION_POLICY, ids.get(), clock.instant(), null)
            .with(Member.CHANGE, change)
            .build();
    return durable(Accepted.of(entry));
  }

  boolean turned(int version) {
    var change =
        new Change(
            "wrapping-key:payload", "before-v" + version + "-destroyed", "v" + version, List.of());
    var entry =
        Entry.of(EntryType.KEY_ROTATED, ids.get(), clock.instant(), null)
            .with(Member.CHANGE, change)
            .build();
    return durable(Accepted.of(entry));
  }

  private boolean append(
      EntryType type, UUID id, Subject subject, @Nullable String actor, Change change) {
    var subjects =
        subject.isPatient() ? new Subjects(List.of(subject.name()), Salt.random()) : null;
    var entry =
        Entry.of(type, id, clock.instant(), subject.tenant())
            .with(Member.ACTOR, actor == null ? null : new Actor(actor, List.of(), null))
            .with(Member.CHANGE, change)
            .with(Member.SUBJECTS_COMMIT, subjects == null ? null : subjects.commitment())
            .build();
    return durable(new Accepted(entry, entry.leafHash(), null, subjects));
  }

  private boolean durable(Accepted accepted) {
    return sequencer.append(List.of(accepted)).join() instanceof AppendResult.Durable;
  }
}

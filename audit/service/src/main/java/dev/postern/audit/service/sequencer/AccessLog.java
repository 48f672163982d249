package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records who looks at the log, before they see it. */
public final class AccessLog {
  private static final int READERS = 1024;

  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Duration sitting;
  private final Map<Reader, Instant> reading =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Reader, Instant> eldest) {
          return size() > READERS;
        }
      };

  /**
   * Who reads.
   *
   * @param subject the token's subject, or a certificate's common name
   * @param tenant their organisation, null for none
   */
  public record Reader(String subject, @Nullable String tenant) {}

  /**
   * An access log.
   *
   * @param sitting who reads the whole log file by file is recorded once in this time
   */
  public AccessLog(Sequencer sequencer, Clock clock, Supplier<UUID> ids, Duration sitting) {
    this.sequencer = sequencer;
    this.clock = clock;
    this.ids = ids;
    this.sitting = sitting;
  }

  /** Records a reader of entry bundles, once per sitting; false when it could not be recorded. */
  public boolean readsLog(Reader reader) {
    var now = clock.instant();
    synchronized (reading) {
      var since = reading.get(reader);
      if (since != null && now.isBefore(since.plus(sitting))) {
        return true;
      }
    }
    boolean recorded = reads(reader, AccessRef.Kind.ENTRIES, null);
    if (recorded) {
      synchronized (reading) {
        reading.put(reader, now);
      }
    }
    return recorded;
  }

  /** Records one look at one thing; false when it could not be recorded. */
  public boolean reads(Reader reader, AccessRef.Kind kind, @Nullable String object) {
    return record(access(reader, kind, object).build(), null);
  }

  /** Records a look at what concerns patients; false when it could not be recorded. */
  public boolean readsAbout(Reader reader, AccessRef.Kind kind, Subjects subjects) {
    var entry = access(reader, kind, null).with(Member.SUBJECTS_COMMIT, subjects.commitment());
    return record(entry.build(), subjects);
  }

  private Entry.Builder access(Reader reader, AccessRef.Kind kind, @Nullable String object) {
    return Entry.of(EntryType.ACCESS, ids.get(), clock.instant(), reader.tenant())
        .with(Member.ACTOR, new Actor(reader.subject(), List.of(), null))
        .with(Member.ACCESS, new AccessRef(kind, object, null));
  }

  private boolean record(Entry entry, @Nullable Subjects subjects) {
    var accepted = new Accepted(entry, entry.leafHash(), null, subjects);
    return sequencer.append(List.of(accepted)).join() instanceof AppendResult.Durable;
  }
}

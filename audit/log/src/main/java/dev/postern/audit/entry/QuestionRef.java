package dev.postern.audit.entry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every entry about one question repeats.
 *
 * @param id the question
 * @param bootId the run of the process that answers it
 * @param traceId its trace, 32 hex digits, where there is one
 * @param tenant the asker's organisation
 * @param actor the asker
 * @param purpose the purpose of use as claimed
 */
public record QuestionRef(
    UUID id, UUID bootId, @Nullable String traceId, String tenant, Actor actor, String purpose) {

  /** Starts an entry about the question. */
  public Entry.Builder entry(EntryType type, UUID entryId, Instant time) {
    return Entry.of(type, entryId, time, tenant)
        .with(Member.QUESTION_ID, id)
        .with(Member.BOOT_ID, bootId)
        .with(Member.TRACE_ID, traceId)
        .with(Member.ACTOR, actor)
        .with(Member.PURPOSE, purpose);
  }
}

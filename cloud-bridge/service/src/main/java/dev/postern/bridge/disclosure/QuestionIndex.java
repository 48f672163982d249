package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which entries of the log belong to a question; no content. */
public interface QuestionIndex {

  /** Remembers an entry of a question. */
  void add(Recorded entry);

  /** The question's entries, in the order of the log; empty for an unknown question. */
  List<Recorded> of(UUID question);

  /**
   * An entry of a question.
   *
   * @param purpose as claimed; empty where it was a configured default, which restores nothing
   * @param type EGRESS_INTENT, EGRESS_OUTCOME, EGRESS_DENIED or NO_SOURCES
   * @param detail status of an outcome, code of a refusal, or null
   */
  record Recorded(
      UUID question,
      String tenant,
      String subject,
      String purpose,
      UUID entry,
      String type,
      @Nullable String detail,
      String log,
      long index,
      String leafHash,
      Instant at) {}
}

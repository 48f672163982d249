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
   * @param type EGRESS_INTENT, EGRESS_OUTCOME, LOCAL_INTENT, LOCAL_ANSWER, EGRESS_DENIED or
   *     NO_SOURCES
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
      Instant at) {

    /** Whether something went to a model under it. */
    public boolean intent() {
      return type.equals("EGRESS_INTENT") || type.equals("LOCAL_INTENT");
    }

    /** Whether it says how a call to a model ended. */
    public boolean outcome() {
      return type.equals("EGRESS_OUTCOME") || type.equals("LOCAL_ANSWER");
    }
  }
}

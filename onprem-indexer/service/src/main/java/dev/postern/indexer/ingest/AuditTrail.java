package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: what must be durable in the log before it takes effect. */
public interface AuditTrail {

  /**
   * What {@code DOCUMENT_INDEXED} will say. It is kept with the chunks, in their commit, so that
   * saying it again says the same.
   */
  String draft(Job job, int chunks, Findings findings);

  /** Blocks until the entry is durable. Saying it again changes nothing. */
  void say(String draft) throws AuditTrailUnavailable;

  /** Blocks until an operator's act is durable; the act comes after. */
  void record(Event event) throws AuditTrailUnavailable;

  /** What operators do. */
  sealed interface Event {

    /** What is looked at. */
    enum Kind {
      DOCUMENT,
      QUARANTINE,
      SEARCH
    }

    /** A look; the object is null for a list. */
    record Looked(String operator, String tenant, Kind kind, @Nullable UUID object, int count)
        implements Event {}

    /** Rights, classification or labels are about to be others. */
    record RightsChanged(String operator, Catalogued document, Rights rights) implements Event {}

    /** A document is about to go. */
    record Removed(String operator, Catalogued document) implements Event {}

    /** A patient's relationships are about to be others. */
    record RelationshipsChanged(String operator, String tenant, String patient, int count)
        implements Event {}
  }

  /** The log did not take the entry; nothing that needs it may happen. */
  final class AuditTrailUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code the problem's code, such as {@code audit-unavailable}
     */
    public AuditTrailUnavailable(String code, Throwable cause) {
      super(code, cause);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}

package dev.postern.indexer.ingest;

/** Port: what must be durable in the log before it takes effect. */
public interface AuditTrail {

  /** Blocks until {@code DOCUMENT_INDEXED} is durable. Saying it again changes nothing. */
  void indexed(Job job) throws AuditTrailUnavailable;

  /** The log did not take the entry; nothing that needs it may happen. */
  final class AuditTrailUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public AuditTrailUnavailable(Throwable cause) {
      super("the audit log did not take the entry", cause);
    }
  }
}

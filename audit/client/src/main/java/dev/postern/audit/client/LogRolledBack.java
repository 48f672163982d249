package dev.postern.audit.client;

/**
 * The log no longer holds an entry that this client saw acknowledged: it was rolled back,
 * truncated, forked or replaced. Only a person can resolve it; until then everything is refused.
 */
public final class LogRolledBack extends AuditFailure {
  private static final long serialVersionUID = 1;

  /** What differs. */
  public LogRolledBack(String message) {
    super("log-rolled-back", message, null);
  }
}

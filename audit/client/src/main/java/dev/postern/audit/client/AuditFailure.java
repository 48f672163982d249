package dev.postern.audit.client;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry was not committed, as far as this client knows. Each kind means: nothing may leave.
 * The message holds no content.
 */
public abstract sealed class AuditFailure extends Exception
    permits AuditUnavailable, LogRolledBack, Rejected {
  private static final long serialVersionUID = 1;

  private final String code;

  AuditFailure(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable problem code a caller is to see, for example {@code audit-unavailable}. */
  public String code() {
    return code;
  }
}

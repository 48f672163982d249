package dev.postern.audit.client;

import org.jspecify.annotations.Nullable;

/**
 * The log could not be reached, is overloaded, or refuses intents because its checkpoints cannot be
 * signed. The entry may or may not have been committed: append it again with the same id and it
 * will be in the log exactly once.
 */
public final class AuditUnavailable extends AuditFailure {
  private static final long serialVersionUID = 1;

  /**
   * Made by a transport.
   *
   * @param code {@code audit-unavailable}, {@code overloaded} or {@code secrets-unavailable}
   */
  public AuditUnavailable(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** The log did not answer as it should. */
  public static AuditUnavailable because(String message, @Nullable Throwable cause) {
    return new AuditUnavailable("audit-unavailable", message, cause);
  }
}

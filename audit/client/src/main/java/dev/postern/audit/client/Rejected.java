package dev.postern.audit.client;

/**
 * The log refused the entry for what it is: a type this certificate may not write, a malformed
 * leaf, another entry under the same id, too large. Trying again changes nothing.
 */
public final class Rejected extends AuditFailure {
  private static final long serialVersionUID = 1;

  /**
   * Made by a transport.
   *
   * @param code the service's problem code
   */
  public Rejected(String code, String message) {
    super(code, message, null);
  }
}

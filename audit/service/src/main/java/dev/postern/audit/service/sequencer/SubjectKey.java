package dev.postern.audit.service.sequencer;

import java.util.UUID;

/**
 * A data key wrapped by Vault; only the bridge can have it unwrapped.
 *
 * @param keyId its id
 * @param subject a patient handle, or {@code day:YYYY-MM-DD}
 * @param wrapped Vault's text form
 */
public record SubjectKey(UUID keyId, String subject, String wrapped) {
  /** Refuses what cannot be one. */
  public SubjectKey {
    boolean day = subject.matches("day:\\d{4}-\\d{2}-\\d{2}");
    if (!day && !subject.matches("[A-Z2-7]{26}")) {
      throw new IllegalArgumentException("subject is neither a handle nor a day");
    }
    if (wrapped.length() > 1024 || !wrapped.matches("vault:v[0-9]+:[A-Za-z0-9+/=]+")) {
      throw new IllegalArgumentException("wrapped is not a key wrapped by Vault");
    }
  }

  /** The version of the wrapping key. */
  public int version() {
    return Integer.parseInt(wrapped.substring("vault:v".length(), wrapped.indexOf(':', 7)));
  }

  @Override
  public String toString() {
    return "SubjectKey " + keyId;
  }
}

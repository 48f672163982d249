package dev.postern.audit.service.sequencer;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * A data key wrapped by Vault; only the bridge can have it unwrapped.
 *
 * @param keyId its id
 * @param subject a patient handle, or {@code day:YYYY-MM-DD}
 * @param wrapped Vault's text form
 */
public record SubjectKey(UUID keyId, String subject, String wrapped) {
  private static final String DAY = "day:";

  /** Refuses what cannot be one. */
  public SubjectKey {
    if (!names(subject)) {
      throw new IllegalArgumentException("subject is neither a handle nor a day");
    }
    if (wrapped.length() > 1024 || !wrapped.matches("vault:v[0-9]+:[A-Za-z0-9+/=]+")) {
      throw new IllegalArgumentException("wrapped is not a key wrapped by Vault");
    }
  }

  /** Whether this is a patient handle, or a day of the calendar as {@code day:YYYY-MM-DD}. */
  public static boolean names(String subject) {
    return subject.startsWith(DAY)
        ? isDay(subject.substring(DAY.length()))
        : subject.matches("[A-Z2-7]{26}");
  }

  private static boolean isDay(String text) {
    try {
      return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeParseException e) {
      return false;
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

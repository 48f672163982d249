package dev.postern.audit.service.shredding;

import dev.postern.audit.service.sequencer.SubjectKey;

/**
 * Whose content: a patient's, or what concerns no patient of one day.
 *
 * @param tenant the organisation
 * @param name a patient handle, or {@code day:YYYY-MM-DD}
 */
public record Subject(String tenant, String name) {
  /** Refuses what has no keys. */
  public Subject {
    if (!SubjectKey.names(name)) {
      throw new IllegalArgumentException("subject is neither a handle nor a day");
    }
  }

  /** Whether it is a patient. */
  public boolean isPatient() {
    return !name.startsWith("day:");
  }

  @Override
  public String toString() {
    return "Subject(hidden)";
  }
}

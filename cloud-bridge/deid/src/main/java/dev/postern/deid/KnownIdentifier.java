package dev.postern.deid;

import org.jspecify.annotations.Nullable;

/**
 * An identifier that a structured record or the conversation's vault already knows. It must be
 * found in every form.
 *
 * @param value as the record has it: a name ("Anna Kowalski" or "Kowalski, Anna"), a number, a date
 *     (ISO 8601 preferred), an address, ...
 * @param person groups the identifiers of one human; a relative is a person of their own
 * @param patient handle of the patient whose record it comes from; null where it comes from
 *     elsewhere
 */
public record KnownIdentifier(
    IdentifierType type, String value, String person, @Nullable String patient) {

  public KnownIdentifier {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a known identifier has a value");
    }
  }

  /** Without value, person and patient: they identify. */
  @Override
  public String toString() {
    return "KnownIdentifier[" + type + "]";
  }
}

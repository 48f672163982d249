package dev.postern.indexer.subject;

import java.util.Set;

/**
 * One identifier from a patient's record.
 *
 * @param person whose it is: 0 the patient, each relative a number of their own
 * @param type a word of the shared vocabulary, such as {@code PERSON}
 */
public record KnownValue(int person, String type, String value) {

  /** The shared vocabulary of identifier types. */
  public static final Set<String> TYPES =
      Set.of(
          "PERSON",
          "DATE",
          "AGE",
          "ADDRESS",
          "ZIP",
          "ORGANISATION",
          "PHONE",
          "FAX",
          "EMAIL",
          "SSN",
          "MRN",
          "PLAN_ID",
          "ACCOUNT",
          "LICENCE",
          "VEHICLE",
          "DEVICE",
          "URL",
          "IP",
          "BIOMETRIC",
          "USERNAME",
          "OTHER_ID");

  public KnownValue {
    if (person < 0 || type.isBlank() || value.isBlank()) {
      throw new IllegalArgumentException("a known value has a person, a type and a value");
    }
  }

  @Override
  public String toString() {
    return "KnownValue[" + type + "]";
  }
}

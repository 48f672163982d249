package dev.postern.indexer.subject;

/**
 * How a hospital's documents and records name a patient. It identifies, so it is never a key: see
 * {@link Handles}. (The audit service has a type of its own for how a reviewer names one; what both
 * turn it into is written once, in {@code PatientHandle}.)
 *
 * @param authority who gave the identifier, such as {@code st-aurelia/mrn}
 */
public record PatientId(String authority, String identifier) {

  private static final int MAX = 255;

  public PatientId {
    if (isBad(authority) || isBad(identifier)) {
      throw new IllegalArgumentException("a patient has an authority and an identifier");
    }
  }

  private static boolean isBad(String part) {
    return part.isBlank() || part.length() > MAX || part.indexOf('\0') >= 0;
  }

  @Override
  public String toString() {
    return "PatientId[hidden]";
  }
}

package dev.postern.audit.service.review;

/**
 * How a reviewer names a patient. It identifies: it is never kept, logged or answered, only turned
 * into handles ({@link PatientHandles}).
 *
 * @param authority who gave the identifier, such as {@code st-aurelia/mrn}
 * @param identifier the identifier
 */
public record PatientName(String authority, String identifier) {
  private static final int MAX = 255;

  /** Refuses what the indexer would refuse. */
  public PatientName {
    if (isBad(authority) || isBad(identifier)) {
      throw new IllegalArgumentException("a patient has an authority and an identifier");
    }
  }

  private static boolean isBad(String part) {
    return part.isBlank() || part.length() > MAX || part.indexOf('\0') >= 0;
  }

  @Override
  public String toString() {
    return "PatientName(hidden)";
  }
}

package dev.postern.audit.service.review;

import java.nio.charset.StandardCharsets;

/**
 * How a hospital names a patient. It identifies: it is never kept, logged or answered.
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

  /** Tenant, authority and identifier with a zero byte between: what the handle's HMAC covers. */
  public byte[] message(String tenant) {
    return (tenant + "\0" + authority + "\0" + identifier).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "PatientName(hidden)";
  }
}

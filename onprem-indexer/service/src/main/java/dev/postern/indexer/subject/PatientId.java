package dev.postern.indexer.subject;

import java.nio.charset.StandardCharsets;

/**
 * How a hospital names a patient. It identifies, so it is never a key: see {@link Handles}.
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

  /** Tenant, authority and identifier with a zero byte between: what the handle's HMAC covers. */
  public byte[] message(String tenant) {
    return (tenant + "\0" + authority + "\0" + identifier).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "PatientId[hidden]";
  }
}

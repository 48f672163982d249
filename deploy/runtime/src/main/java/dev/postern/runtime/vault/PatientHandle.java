package dev.postern.runtime.vault;

import java.nio.charset.StandardCharsets;

/**
 * The form of patient handles: the first 26 characters of base32 (RFC 4648) of HMAC-SHA256 under
 * version 1 of the Transit key {@link #KEY} over tenant, authority and identifier.
 */
public final class PatientHandle {
  /** The Transit key; its version 1 is used for ever. */
  public static final String KEY = "patient-handle";

  private static final int LENGTH = 26;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private PatientHandle() {}

  /** What the HMAC covers: tenant, authority and identifier with a zero byte between. */
  public static byte[] message(String tenant, String authority, String identifier) {
    return (tenant + "\0" + authority + "\0" + identifier).getBytes(StandardCharsets.UTF_8);
  }

  /** The handle for an HMAC. */
  public static String of(byte[] code) {
    StringBuilder handle = new StringBuilder(LENGTH);
    int bits = 0;
    int held = 0;
    for (int i = 0; handle.length() < LENGTH; i++) {
      bits = (bits << 8) | (code[i] & 0xFF);
      held += 8;
      while (held >= 5 && handle.length() < LENGTH) {
        held -= 5;
        handle.append(ALPHABET.charAt((bits >>> held) & 31));
      }
    }
    return handle.toString();
  }
}

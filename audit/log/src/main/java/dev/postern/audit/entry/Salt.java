package dev.postern.audit.entry;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * 32 random bytes that hide what a commitment commits to. A salt is content: it belongs into the
 * encrypted payload, never into a leaf or a log line.
 */
public final class Salt {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A fresh salt from the platform's secure random source. */
  public static Salt random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Salt(bytes);
  }

  /**
   * A salt kept earlier.
   *
   * @throws IllegalArgumentException unless it has 32 bytes
   */
  public static Salt of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a salt has 32 bytes");
    }
    return new Salt(bytes.clone());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Standard base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Salt(hidden)";
  }
}

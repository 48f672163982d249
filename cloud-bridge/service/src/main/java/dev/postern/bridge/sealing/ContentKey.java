package dev.postern.bridge.sealing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key for content: AES-256-GCM with random 96-bit nonces (NIST SP 800-38D). */
public final class ContentKey {
  /** Bytes of a nonce. */
  public static final int NONCE = 12;

  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private ContentKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** The key of these 32 bytes. */
  public static ContentKey of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a content key has 32 bytes");
    }
    return new ContentKey(bytes);
  }

  /** A fresh nonce. */
  public static byte[] nonce() {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  /** Ciphertext and tag under this nonce, which must never come twice. */
  public byte[] seal(byte[] nonce, byte[] plaintext, byte[] associated) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * The plaintext.
   *
   * @throws GeneralSecurityException when key, nonce, associated data or ciphertext do not belong
   *     together
   */
  public byte[] open(byte[] nonce, byte[] sealed, byte[] associated)
      throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, nonce, associated).doFinal(sealed);
  }

  /** Nonce, ciphertext and tag in one. */
  public byte[] seal(byte[] plaintext, byte[] associated) {
    byte[] nonce = nonce();
    byte[] sealed = seal(nonce, plaintext, associated);
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return whole;
  }

  /** The plaintext of what {@link #seal(byte[], byte[])} gave. */
  public byte[] open(byte[] whole, byte[] associated) throws GeneralSecurityException {
    if (whole.length < NONCE) {
      throw new GeneralSecurityException("too short");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE);
    return open(nonce, Arrays.copyOfRange(whole, NONCE, whole.length), associated);
  }

  /** A key for another use, derived from this one: HMAC-SHA256 over the use's name. */
  public byte[] derive(String use) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      return mac.doFinal(use.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }

  @Override
  public String toString() {
    return "ContentKey(hidden)";
  }
}

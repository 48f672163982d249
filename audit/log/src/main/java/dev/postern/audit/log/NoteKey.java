package dev.postern.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signed notes (C2SP signed-note), Ed25519 only: {@code <name>+<hex id>+<base64
 * of 0x01 and the key>}. Get it from somewhere else than the log: whoever rewrites a log also
 * rewrites the key beside it.
 */
public final class NoteKey {
  private static final byte ED25519 = 1;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] raw;
  private final PublicKey key;

  private NoteKey(String name, byte[] raw) {
    this.name = checkName(name);
    this.raw = raw;
    this.key = publicKey(raw);
  }

  /**
   * A key from its 32 bytes.
   *
   * @throws IllegalArgumentException when the name or the key cannot be one
   */
  public static NoteKey ed25519(String name, byte[] raw) {
    if (raw.length != 32) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
    return new NoteKey(name, raw.clone());
  }

  /**
   * Reads a vkey.
   *
   * @throws IllegalArgumentException when it is not an Ed25519 vkey, or its id is not its own
   */
  public static NoteKey parse(String vkey) {
    var parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a vkey has three parts");
    }
    var typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != 33 || typed[0] != ED25519) {
      throw new IllegalArgumentException("only Ed25519 keys are supported");
    }
    var key = ed25519(parts[0], Arrays.copyOfRange(typed, 1, 33));
    if (!key.vkey().equals(vkey.strip())) {
      throw new IllegalArgumentException("the key's id is not its own");
    }
    return key;
  }

  /** Refuses a name that would be ambiguous in a note: empty, with a space, plus or control. */
  static String checkName(String name) {
    boolean bad =
        name.isEmpty()
            || name.codePoints()
                .anyMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c));
    if (bad) {
      throw new IllegalArgumentException("a key's name has no space, plus or control character");
    }
    return name;
  }

  /** Its name; for a log's key, the origin. */
  public String name() {
    return name;
  }

  /** The first four bytes of SHA-256(name, newline, type, key). */
  public int id() {
    var hash = Hash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed());
    return ByteBuffer.wrap(hash.bytes()).getInt();
  }

  /** Its one-line form, to be pinned and published. */
  public String vkey() {
    var typed = Base64.getEncoder().encodeToString(typed());
    return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + typed;
  }

  /** SHA-256 of the key, hex: what two people compare over the telephone. */
  public String fingerprint() {
    return Hash.sha256(raw).hex();
  }

  boolean verifies(String text, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.length == 64 && verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] typed() {
    var typed = new byte[33];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, 32);
    return typed;
  }

  private static PublicKey publicKey(byte[] raw) {
    var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return id();
  }

  @Override
  public String toString() {
    return vkey();
  }
}

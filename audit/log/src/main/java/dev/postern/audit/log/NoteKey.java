package dev.postern.audit.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signed notes (C2SP signed-note), Ed25519 only: {@code <name>+<hex id>+<base64
 * of 0x01 and the key>}. Get it from somewhere else than the log: whoever rewrites a log also
 * rewrites the key beside it.
 */
public final class NoteKey {
  private static final byte TYPE = 1;

  private final Ed25519Key key;

  private NoteKey(Ed25519Key key) {
    this.key = key;
  }

  /**
   * A key from its 32 bytes.
   *
   * @throws IllegalArgumentException when the name or the key cannot be one
   */
  public static NoteKey ed25519(String name, byte[] raw) {
    return new NoteKey(Ed25519Key.of(name, TYPE, raw));
  }

  /**
   * Reads a vkey.
   *
   * @throws IllegalArgumentException when it is not an Ed25519 vkey, or its id is not its own
   */
  public static NoteKey parse(String vkey) {
    return new NoteKey(Ed25519Key.parse(vkey, TYPE, "an Ed25519 key of a log"));
  }

  /** Its name; for a log's key, the origin. */
  public String name() {
    return key.name();
  }

  /** The first four bytes of SHA-256(name, newline, type, key). */
  public int id() {
    return key.id();
  }

  /** Its one-line form, to be pinned and published. */
  public String vkey() {
    return key.vkey();
  }

  /** SHA-256 of the key, hex: what two people compare over the telephone. */
  public String fingerprint() {
    return key.fingerprint();
  }

  /** Whether the signature says that it is this key's. */
  boolean signed(NoteSignature signature) {
    return key.signed(signature);
  }

  boolean verifies(String text, byte[] signature) {
    return key.verifies(text.getBytes(StandardCharsets.UTF_8), signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return vkey();
  }
}

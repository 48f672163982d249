package dev.postern.audit.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One signature line of a note: a key's name, its id, and the signature's bytes. */
public final class NoteSignature {
  private final String name;
  private final int keyId;
  private final byte[] bytes;

  NoteSignature(String name, int keyId, byte[] bytes) {
    this.name = Ed25519Key.checkName(name);
    this.keyId = keyId;
    this.bytes = bytes;
  }

  /** A signature made under this key. */
  public static NoteSignature of(NoteKey key, byte[] bytes) {
    return new NoteSignature(key.name(), key.id(), bytes.clone());
  }

  /** The name of the key that is said to have made it. */
  public String name() {
    return name;
  }

  /** The first four bytes of that key's hash. */
  public int keyId() {
    return keyId;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The line below a note, without the dash before it. */
  String line() {
    var idAndBytes = ByteBuffer.allocate(4 + bytes.length).putInt(keyId).put(bytes).array();
    return name + " " + Base64.getEncoder().encodeToString(idAndBytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteSignature that
        && name.equals(that.name)
        && keyId == that.keyId
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return line();
  }
}

package dev.postern.audit.entry;

import dev.postern.audit.log.Hash;
import java.nio.ByteBuffer;

/** The encrypted content beside an entry, as the writer encrypted it. The log never opens it. */
public final class Payload {
  private final byte[] ciphertext;
  private final PayloadRef ref;

  private Payload(byte[] ciphertext) {
    this.ciphertext = ciphertext;
    this.ref = new PayloadRef(Hash.sha256(ciphertext), null, null, ciphertext.length);
  }

  /** Keeps a copy of the ciphertext. */
  public static Payload of(byte[] ciphertext) {
    return new Payload(ciphertext.clone());
  }

  /** Keeps the ciphertext itself: for bytes that nobody else holds. */
  static Payload owning(byte[] ciphertext) {
    return new Payload(ciphertext);
  }

  /** The ciphertext to read on, without a copy. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(ciphertext).asReadOnlyBuffer();
  }

  /** A copy of the ciphertext. */
  public byte[] bytes() {
    return ciphertext.clone();
  }

  /** What the leaf says about it. */
  public PayloadRef ref() {
    return ref;
  }

  @Override
  public String toString() {
    return "Payload(" + ciphertext.length + " bytes)";
  }
}

package dev.postern.audit.entry;

import org.jspecify.annotations.Nullable;

/** An entry as a writer hands it in, not yet checked, with what is to be stored beside it. */
public final class Submitted {
  private final byte[] leaf;
  private final @Nullable Payload payload;
  private final @Nullable Subjects subjects;

  /**
   * Keeps a copy of the leaf.
   *
   * @param leaf the bytes that are to be hashed
   * @param payload the encrypted content, if any
   * @param subjects the patients concerned, if any
   */
  public Submitted(byte[] leaf, @Nullable Payload payload, @Nullable Subjects subjects) {
    this.leaf = leaf.clone();
    this.payload = payload;
    this.subjects = subjects;
  }

  /** A copy of the bytes that are to be hashed. */
  public byte[] leaf() {
    return leaf.clone();
  }

  /** The encrypted content, if any. */
  public @Nullable Payload payload() {
    return payload;
  }

  /** The patients concerned, if any. */
  public @Nullable Subjects subjects() {
    return subjects;
  }

  @Override
  public String toString() {
    return "Submitted(" + leaf.length + " bytes)";
  }
}

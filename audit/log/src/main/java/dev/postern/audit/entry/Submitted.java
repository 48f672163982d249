package dev.postern.audit.entry;

import org.jspecify.annotations.Nullable;

/**
 * An entry as a writer hands it in, not yet checked, with what is to be stored beside it.
 *
 * @param leaf the bytes that are to be hashed
 * @param payload the encrypted content, if any
 * @param subjects the patients concerned, if any
 */
public record Submitted(byte[] leaf, @Nullable Payload payload, @Nullable Subjects subjects) {
  @Override
  public String toString() {
    return "Submitted(" + leaf.length + " bytes)";
  }
}

package dev.postern.audit.client;

import dev.postern.audit.log.TlogProof;

/**
 * The first entry of a log that continues another one, and the proof that it is in that log.
 * Nothing of it is believed before {@link Succession} has verified it.
 *
 * @param leaf the entry as it was hashed
 * @param proof its inclusion in a signed checkpoint of the new log
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Beginning(byte[] leaf, TlogProof proof) {
  /** Copies the bytes. */
  public Beginning {
    leaf = leaf.clone();
  }

  @Override
  public byte[] leaf() {
    return leaf.clone();
  }
}

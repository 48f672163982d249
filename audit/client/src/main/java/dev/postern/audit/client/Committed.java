package dev.postern.audit.client;

import dev.postern.audit.log.Hash;

/**
 * An entry that is durable in the log.
 *
 * @param index its place, from 0
 * @param leafHash its hash in the tree, recomputed here from the bytes that were sent
 * @param treeSize a size of the tree that contains it
 */
public record Committed(long index, Hash leafHash, long treeSize) {
  /** Refuses an index outside the tree. */
  public Committed {
    if (index < 0 || treeSize <= index) {
      throw new IllegalArgumentException("index lies outside the tree");
    }
  }
}

package dev.postern.audit.log;

import java.util.List;

/**
 * Proves that a leaf is at an index of a tree (RFC 6962 section 2.1.1).
 *
 * @param index the leaf's index
 * @param treeSize the tree's size
 * @param path the hashes from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long treeSize, List<Hash> path) {
  /** Refuses an index outside the tree. */
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || index >= treeSize) {
      throw new IllegalArgumentException("index lies outside the tree");
    }
  }

  /** Whether a tree with this root has the leaf at the index (RFC 9162 section 2.1.3.2). */
  public boolean proves(Hash leafHash, Hash root) {
    long fn = index;
    long sn = treeSize - 1;
    var hash = leafHash;
    for (var sibling : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = Hash.node(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        hash = Hash.node(hash, sibling);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && hash.equals(root);
  }
}

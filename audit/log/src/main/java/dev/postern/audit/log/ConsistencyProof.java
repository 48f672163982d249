package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Proves that a tree continues an older one (RFC 6962 section 2.1.2).
 *
 * @param oldSize the older tree's size
 * @param newSize the newer tree's size
 * @param path the hashes that both roots follow from
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  /** Refuses sizes in the wrong order. */
  public ConsistencyProof {
    path = List.copyOf(path);
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException("sizes are in the wrong order");
    }
  }

  /** Whether the tree with the new root continues that with the old (RFC 9162 section 2.1.4.2). */
  public boolean proves(Hash oldRoot, Hash newRoot) {
    if (oldSize == 0) {
      return path.isEmpty() && oldRoot.equals(Hash.EMPTY_TREE);
    }
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    var hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.addFirst(oldRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    return walk(hashes, oldRoot, newRoot);
  }

  private boolean walk(List<Hash> hashes, Hash oldRoot, Hash newRoot) {
    long fn = oldSize - 1;
    long sn = newSize - 1;
    while ((fn & 1) == 1) {
      fn >>>= 1;
      sn >>>= 1;
    }
    var older = hashes.getFirst();
    var newer = hashes.getFirst();
    for (var hash : hashes.subList(1, hashes.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        older = Hash.node(hash, older);
        newer = Hash.node(hash, newer);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        newer = Hash.node(newer, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && older.equals(oldRoot) && newer.equals(newRoot);
  }
}

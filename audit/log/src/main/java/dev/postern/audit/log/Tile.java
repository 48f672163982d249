package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/** The hashes of a tile: 32 bytes each, one after the other. */
public final class Tile {
  private Tile() {}

  /** The bytes of a tile with these hashes. */
  public static byte[] encode(List<Hash> hashes) {
    var bytes = new byte[hashes.size() * Hash.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
    }
    return bytes;
  }

  /**
   * The hashes in a tile's bytes.
   *
   * @throws IllegalArgumentException when the bytes are not whole hashes
   */
  public static List<Hash> decode(byte[] bytes) {
    if (bytes.length == 0 || bytes.length % Hash.LENGTH != 0) {
      throw new IllegalArgumentException("a tile holds whole hashes");
    }
    var hashes = new ArrayList<Hash>(bytes.length / Hash.LENGTH);
    for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
      hashes.add(Hash.at(bytes, at));
    }
    return hashes;
  }

  /**
   * The root of a perfect subtree.
   *
   * @param hashes a power of two of them, left to right
   */
  public static Hash root(List<Hash> hashes) {
    int count = hashes.size();
    if (Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException("not a perfect subtree");
    }
    if (count == 1) {
      return hashes.getFirst();
    }
    return Hash.node(root(hashes.subList(0, count / 2)), root(hashes.subList(count / 2, count)));
  }
}

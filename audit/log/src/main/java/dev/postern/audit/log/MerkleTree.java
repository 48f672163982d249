package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree, kept as its frontier: the roots of the perfect subtrees that its size is made of,
 * largest first. At most 63 hashes, whatever the size. Not safe for use by several threads.
 */
public final class MerkleTree {
  private final List<Hash> frontier;
  private long size;

  /** The empty tree. */
  public MerkleTree() {
    this.frontier = new ArrayList<>();
  }

  private MerkleTree(long size, List<Hash> frontier) {
    this.size = size;
    this.frontier = new ArrayList<>(frontier);
  }

  /**
   * The tree of this size whose perfect subtrees have these roots.
   *
   * @throws IllegalArgumentException unless there is one root per set bit of the size
   */
  public static MerkleTree resume(long size, List<Hash> frontier) {
    if (size < 0 || Long.bitCount(size) != frontier.size()) {
      throw new IllegalArgumentException("a frontier has one hash per set bit of the size");
    }
    return new MerkleTree(size, frontier);
  }

  /** Adds a leaf's hash at index {@link #size()}. */
  public void append(Hash leafHash) {
    var right = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      right = Hash.node(frontier.removeLast(), right);
    }
    frontier.add(right);
    size++;
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** Its root: MTH of RFC 6962 section 2.1. */
  public Hash root() {
    if (frontier.isEmpty()) {
      return Hash.EMPTY_TREE;
    }
    var root = frontier.getLast();
    for (int i = frontier.size() - 2; i >= 0; i--) {
      root = Hash.node(frontier.get(i), root);
    }
    return root;
  }

  /** A tree of its own with the same leaves. */
  public MerkleTree copy() {
    return new MerkleTree(size, frontier);
  }
}

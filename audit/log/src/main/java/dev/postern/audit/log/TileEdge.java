package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing log: per level, the hashes of the tile that is not yet full. Each
 * tile that fills up is handed out once. Not safe for use by several threads.
 */
public final class TileEdge {

  /**
   * A tile that is complete for ever.
   *
   * @param path its name
   * @param hashes its 256 hashes
   * @param root their root: the hash that stands for it one level above
   */
  public record FullTile(TilePath path, List<Hash> hashes, Hash root) {}

  private final List<List<Hash>> levels;
  private long size;

  /** The edge of an empty log. */
  public TileEdge() {
    this.levels = new ArrayList<>();
  }

  private TileEdge(long size, List<List<Hash>> levels) {
    this.size = size;
    this.levels = new ArrayList<>();
    levels.forEach(level -> this.levels.add(new ArrayList<>(level)));
  }

  /**
   * The edge of a log of this size.
   *
   * @param levels per level, lowest first, the hashes of its partial tile
   * @throws IllegalArgumentException unless each has the width that the size demands
   */
  public static TileEdge resume(long size, List<List<Hash>> levels) {
    for (int level = 0; level < levels.size() || width(level, size) > 0; level++) {
      int found = level < levels.size() ? levels.get(level).size() : 0;
      if (found != width(level, size)) {
        throw new IllegalArgumentException("level " + level + " has another width");
      }
    }
    return new TileEdge(size, levels);
  }

  /** The width of a level's partial tile: (size / 256^level) mod 256. */
  public static int width(int level, long size) {
    return (int) (TilePath.hashesAt(level, size) % TilePath.FULL);
  }

  /** Adds a leaf's hash and returns the tiles it completed, lowest level first. */
  public List<FullTile> append(Hash leafHash) {
    var full = new ArrayList<FullTile>();
    size++;
    var next = leafHash;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      var hashes = levels.get(level);
      hashes.add(next);
      if (hashes.size() < TilePath.FULL) {
        return full;
      }
      next = Tile.root(hashes);
      long index = TilePath.hashesAt(level, size) / TilePath.FULL - 1;
      full.add(new FullTile(TilePath.full(level, index), List.copyOf(hashes), next));
      hashes.clear();
    }
  }

  /** How many leaves the log has. */
  public long size() {
    return size;
  }

  /** The hashes of each level's partial tile, lowest first; a level may be empty. */
  public List<List<Hash>> levels() {
    return levels.stream().map(List::copyOf).toList();
  }

  /** The tree with this edge: its frontier follows from the partial tiles. */
  public MerkleTree tree() {
    var frontier = new ArrayList<Hash>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      var hashes = levels.get(level);
      int from = 0;
      for (int bit = Integer.highestOneBit(hashes.size()); bit > 0; bit >>= 1) {
        if ((hashes.size() & bit) != 0) {
          frontier.add(Tile.root(hashes.subList(from, from + bit)));
          from += bit;
        }
      }
    }
    return MerkleTree.resume(size, frontier);
  }

  /** An edge of its own with the same hashes. */
  public TileEdge copy() {
    return new TileEdge(size, levels);
  }
}

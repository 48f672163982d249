package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a tile or entry bundle (C2SP tlog-tiles): {@code tile/<level>/<index>[.p/<width>]}.
 *
 * @param level 0 to 63, or {@link #ENTRIES} for an entry bundle
 * @param index the tile's place in its level
 * @param width 1 to 256 hashes or entries; below 256 the tile is partial
 */
public record TilePath(int level, long index, int width) {
  /** The pseudo level of entry bundles. */
  public static final int ENTRIES = -1;

  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  /** Refuses what has no name. */
  public TilePath {
    if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no such tile");
    }
  }

  /** A full tile. */
  public static TilePath full(int level, long index) {
    return new TilePath(level, index, FULL);
  }

  /** The tile at this place of a tree of this size: full, or partial at the right edge. */
  public static TilePath at(int level, long index, long size) {
    long hashes = hashesAt(level, size);
    return new TilePath(level, index, (int) Math.min(FULL, hashes - index * FULL));
  }

  /** The hashes that tiles of a level hold together: size / 256^level. */
  public static long hashesAt(int level, long size) {
    int shift = 8 * Math.max(level, 0);
    return shift >= Long.SIZE - 1 ? 0 : size >>> shift;
  }

  /** Every tile of a tree of this size, lowest level first; entry bundles are not among them. */
  public static List<TilePath> all(long size) {
    var paths = new ArrayList<TilePath>();
    for (int level = 0; hashesAt(level, size) > 0; level++) {
      long tiles = (hashesAt(level, size) + FULL - 1) / FULL;
      for (long index = 0; index < tiles; index++) {
        paths.add(at(level, index, size));
      }
    }
    return paths;
  }

  /**
   * Reads a path as a client asks for it.
   *
   * @param path for example {@code tile/0/x001/x234/067.p/8} or {@code tile/entries/000}
   * @throws IllegalArgumentException when it is not the one name of a tile
   */
  public static TilePath parse(String path) {
    var rest = path.startsWith("tile/") ? path.substring(5) : "";
    int slash = rest.indexOf('/');
    if (slash < 1 || path.length() > 100) {
      throw new IllegalArgumentException("no such tile");
    }
    var level = rest.substring(0, slash);
    var place = rest.substring(slash + 1);
    int partial = place.indexOf(".p/");
    var width = partial < 0 ? "256" : place.substring(partial + 3);
    var groups = (partial < 0 ? place : place.substring(0, partial)).replace("/", "");
    var parsed =
        new TilePath(
            level.equals("entries") ? ENTRIES : Integer.parseInt(level),
            Long.parseLong(groups.replace("x", "")),
            Integer.parseInt(width));
    if (!parsed.toString().equals(path)) {
      throw new IllegalArgumentException("no such tile");
    }
    return parsed;
  }

  /** Whether it lies at the right edge and will grow. */
  public boolean partial() {
    return width < FULL;
  }

  /** The full tile that replaces this one once the tree has grown. */
  public TilePath grown() {
    return full(level, index);
  }

  /**
   * Whether a log that promises entries only from this index on may withhold it: it is full, and
   * all leaves below it lie before (C2SP tlog-tiles, pruning).
   */
  public boolean prunable(long minimum) {
    int shift = 8 * (Math.max(level, 0) + 1);
    return !partial() && shift < Long.SIZE - 1 && index < minimum >>> shift;
  }

  /** The index of its first leaf or hash in its level. */
  public long first() {
    return index * FULL;
  }

  @Override
  public String toString() {
    var groups = new StringBuilder(String.format("%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format("x%03d/", rest % 1000));
    }
    var name = level == ENTRIES ? "entries" : Integer.toString(level);
    return "tile/" + name + "/" + groups + (partial() ? ".p/" + width : "");
  }
}

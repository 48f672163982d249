package dev.postern.audit.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes roots and proofs of a tree of a fixed size from its tiles. It reads O(log n) tiles for
 * one proof and keeps a few of them. What it computes is as true as its tiles: compare with a
 * signed root. Not safe for use by several threads.
 */
public final class TreeReader {
  private static final int KEPT = 64;

  private final LogSource source;
  private final long size;
  private final Map<TilePath, List<Hash>> tiles =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, List<Hash>> eldest) {
          return size() > KEPT;
        }
      };

  /** A reader of the first {@code size} leaves. */
  public TreeReader(LogSource source, long size) {
    this.source = source;
    this.size = size;
  }

  /** The root of the tree. */
  public Hash root() throws IOException {
    return rootAt(size);
  }

  /** The root of the first {@code older} leaves. */
  public Hash rootAt(long older) throws IOException {
    if (older < 0 || older > size) {
      throw new IllegalArgumentException("past the tree");
    }
    return older == 0 ? Hash.EMPTY_TREE : range(0, older);
  }

  /** The hash stored for one leaf. */
  public Hash leaf(long index) throws IOException {
    return node(0, index);
  }

  /**
   * The proof for one leaf.
   *
   * @throws IllegalArgumentException when the index lies outside the tree
   */
  public InclusionProof inclusion(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index lies outside the tree");
    }
    var path = new ArrayList<Hash>();
    inclusion(index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private void inclusion(long index, long from, long to, List<Hash> path) throws IOException {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, path);
      path.add(range(middle, to));
    } else {
      inclusion(index, middle, to, path);
      path.add(range(from, middle));
    }
  }

  /**
   * The proof that this tree continues its first {@code older} leaves.
   *
   * @throws IllegalArgumentException when that is past the tree
   */
  public ConsistencyProof consistency(long older) throws IOException {
    if (older < 0 || older > size) {
      throw new IllegalArgumentException("past the tree");
    }
    var path = new ArrayList<Hash>();
    if (older > 0 && older < size) {
      consistency(older, 0, size, true, path);
    }
    return new ConsistencyProof(older, size, path);
  }

  private void consistency(long older, long from, long to, boolean whole, List<Hash> path)
      throws IOException {
    if (older == to) {
      if (!whole) {
        path.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (older <= middle) {
      consistency(older, from, middle, whole, path);
      path.add(range(middle, to));
    } else {
      consistency(older, middle, to, false, path);
      path.add(range(from, middle));
    }
  }

  /** MTH of the leaves from (inclusive) to (exclusive); from is a multiple of the split. */
  private Hash range(long from, long to) throws IOException {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      return node(Long.numberOfTrailingZeros(count), from / count);
    }
    long middle = from + split(count);
    return Hash.node(range(from, middle), range(middle, to));
  }

  /** The root of the perfect subtree of height {@code height} at place {@code index}. */
  private Hash node(int height, long index) throws IOException {
    int level = height / 8;
    int inTile = height % 8;
    long first = index << inTile;
    var hashes = tile(TilePath.at(level, first / TilePath.FULL, size));
    int at = (int) (first % TilePath.FULL);
    if (at + (1 << inTile) > hashes.size()) {
      throw new IOException("tile is too short");
    }
    return Tile.root(hashes.subList(at, at + (1 << inTile)));
  }

  private List<Hash> tile(TilePath path) throws IOException {
    var known = tiles.get(path);
    if (known != null) {
      return known;
    }
    var bytes = source.read(path.toString());
    if (bytes.isEmpty() && path.partial()) {
      bytes = source.read(path.grown().toString());
    }
    if (bytes.isEmpty() || bytes.get().length < path.width() * Hash.LENGTH) {
      throw new IOException("missing or too short: " + path);
    }
    var hashes = Tile.decode(bytes.get()).subList(0, path.width());
    tiles.put(path, hashes);
    return hashes;
  }

  /** The largest power of two below n. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }
}

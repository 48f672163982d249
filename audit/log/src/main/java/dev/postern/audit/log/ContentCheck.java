package dev.postern.audit.log;

import dev.postern.audit.log.LogCheck.Result.Broken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Derives a log's tiles and root again from its entries, bundle by bundle, and compares. Only when
 * something differs it works out which file is wrong, by what the signed root still proves.
 */
final class ContentCheck {
  private final LogSource source;
  private final Checkpoint signed;
  private final Optional<Checkpoint> earlier;
  private TileEdge edge = new TileEdge();
  private MerkleTree tree = new MerkleTree();
  private @Nullable TileFault tileFault;
  private @Nullable Broken earlierFault;

  /** A stored tile that is not the derived one. */
  private record TileFault(TilePath path, long index, String derived, String stored) {}

  ContentCheck(LogSource source, Checkpoint signed, Optional<Checkpoint> earlier) {
    this.source = source;
    this.signed = signed;
    this.earlier = earlier;
  }

  /**
   * The first difference, or nothing when all is as signed.
   *
   * @param minimum the first entry that has to be there; from its bundle on all are read
   */
  Optional<Broken> run(long minimum, LongConsumer progress) throws IOException {
    long first = Math.min(minimum, signed.size()) / TilePath.FULL;
    var gone = begin(first * TilePath.FULL);
    if (gone.isPresent()) {
      return gone;
    }
    compareEarlier();
    for (long index = first; index * TilePath.FULL < signed.size(); index++) {
      var unreadable = bundle(TilePath.at(TilePath.ENTRIES, index, signed.size()));
      if (unreadable.isPresent()) {
        return unreadable;
      }
      progress.accept(tree.size());
    }
    var levels = edge.levels();
    for (int level = 0; level < levels.size(); level++) {
      if (!levels.get(level).isEmpty()) {
        long index = TilePath.hashesAt(level, signed.size()) / TilePath.FULL;
        compare(new TilePath(level, index, levels.get(level).size()), levels.get(level));
      }
    }
    return verdict();
  }

  /** What lies before is taken from the tiles; the signed root vouches for it in the end. */
  private Optional<Broken> begin(long size) throws IOException {
    if (earlier.isPresent() && earlier.get().size() < size) {
      return Optional.of(
          new Broken(
              LogSource.CHECKPOINT,
              earlier.get().size(),
              "entries from " + earlier.get().size() + " on",
              "entries from " + size + " on",
              "the checkpoint verified before lies before the first entry that is there"));
    }
    var levels = new ArrayList<List<Hash>>();
    for (int level = 0; TilePath.hashesAt(level, size) > 0; level++) {
      int width = TileEdge.width(level, size);
      if (width == 0) {
        levels.add(List.of());
        continue;
      }
      var path = TilePath.at(level, TilePath.hashesAt(level, size) / TilePath.FULL, signed.size());
      var bytes = read(path).orElse(new byte[0]);
      if (bytes.length < width * Hash.LENGTH) {
        return Optional.of(
            new Broken(path.toString(), path.first(), width + " hashes", "fewer", "missing"));
      }
      levels.add(Tile.decode(Arrays.copyOf(bytes, width * Hash.LENGTH)));
    }
    edge = TileEdge.resume(size, levels);
    tree = edge.tree();
    return Optional.empty();
  }

  private Optional<Broken> bundle(TilePath path) throws IOException {
    var bytes = read(path);
    if (bytes.isEmpty()) {
      return Optional.of(
          new Broken(
              path.toString(), path.first(), path.width() + " entries", "no file", "missing"));
    }
    List<byte[]> entries;
    try {
      entries = EntryBundle.decode(bytes.get());
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Broken(path.toString(), path.first(), "an entry bundle", "other bytes", cause(e)));
    }
    if (entries.size() < path.width()) {
      return Optional.of(
          new Broken(
              path.toString(),
              path.first() + entries.size(),
              path.width() + " entries",
              entries.size() + " entries",
              "the bundle is too short"));
    }
    for (var entry : entries.subList(0, path.width())) {
      append(Hash.leaf(entry));
    }
    return Optional.empty();
  }

  private void append(Hash leafHash) throws IOException {
    tree.append(leafHash);
    for (var full : edge.append(leafHash)) {
      compare(full.path(), full.hashes());
    }
    compareEarlier();
  }

  private void compareEarlier() {
    if (earlier.isPresent() && earlier.get().size() == tree.size()) {
      var root = tree.root();
      if (!root.equals(earlier.get().root())) {
        earlierFault =
            new Broken(
                LogSource.CHECKPOINT,
                tree.size(),
                earlier.get().root().base64(),
                root.base64(),
                "the log does not continue the one verified before");
      }
    }
  }

  private void compare(TilePath path, List<Hash> derived) throws IOException {
    if (tileFault != null) {
      return;
    }
    var bytes = read(path).orElse(new byte[0]);
    for (int i = 0; i < derived.size(); i++) {
      boolean there = bytes.length >= (i + 1) * Hash.LENGTH;
      var stored = there ? Hash.at(bytes, i * Hash.LENGTH).base64() : "nothing";
      if (!stored.equals(derived.get(i).base64())) {
        tileFault = new TileFault(path, path.first() + i, derived.get(i).base64(), stored);
        return;
      }
    }
    if (bytes.length > derived.size() * Hash.LENGTH && !path.partial()) {
      var more = bytes.length + " bytes";
      tileFault = new TileFault(path, path.first() + derived.size(), "8192 bytes", more);
    }
  }

  /** A partial file may have been replaced by the full one once the log grew. */
  private Optional<byte[]> read(TilePath path) throws IOException {
    var bytes = source.read(path.toString());
    return bytes.isEmpty() && path.partial() ? source.read(path.grown().toString()) : bytes;
  }

  private Optional<Broken> verdict() throws IOException {
    boolean entriesAsSigned = tree.root().equals(signed.root());
    var fault = tileFault;
    if (entriesAsSigned && fault != null) {
      return Optional.of(
          new Broken(
              fault.path().toString(),
              fault.index(),
              fault.derived(),
              fault.stored(),
              "the tile does not follow from the entries"));
    }
    if (entriesAsSigned) {
      return Optional.ofNullable(earlierFault);
    }
    if (fault != null && fault.path().level() == 0 && tilesProve(fault)) {
      return Optional.of(
          new Broken(
              TilePath.at(TilePath.ENTRIES, fault.path().index(), signed.size()).toString(),
              fault.index(),
              fault.stored(),
              fault.derived(),
              "the entry is not the one that was signed"));
    }
    return Optional.of(
        new Broken(
            LogSource.CHECKPOINT,
            fault == null ? signed.size() : fault.index(),
            signed.root().base64(),
            tree.root().base64(),
            "the entries are not those that were signed"));
  }

  /** Whether the signed root still vouches for the stored hash of this leaf. */
  private boolean tilesProve(TileFault fault) throws IOException {
    try {
      var tiles = new TreeReader(source, signed.size());
      var stored = tiles.leaf(fault.index());
      return tiles.inclusion(fault.index()).proves(stored, signed.root());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String cause(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}

package dev.postern.cli.log;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TileEdge.FullTile;
import dev.postern.audit.log.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log as files in a folder: copied from another source, or written from entries. */
public final class LogFolder {

  private LogFolder() {}

  /** Copies the log that the source's checkpoint names; returns that checkpoint, unverified. */
  public static Checkpoint copy(LogSource source, Path folder) throws IOException {
    byte[] note = required(source, LogSource.CHECKPOINT);
    Checkpoint checkpoint =
        Checkpoint.parse(SignedNote.parse(new String(note, StandardCharsets.UTF_8)).text());
    List<TilePath> paths = new ArrayList<>(TilePath.all(checkpoint.size()));
    paths.addAll(bundles(checkpoint.size()));
    for (TilePath path : paths) {
      write(folder, path.toString(), required(source, path.toString()));
    }
    write(folder, LogSource.CHECKPOINT, note);
    return checkpoint;
  }

  /** All entries of a log of this size in a folder. */
  public static List<byte[]> entries(Path folder, long size) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (TilePath path : bundles(size)) {
      entries.addAll(EntryBundle.decode(required(LogSource.directory(folder), path.toString())));
    }
    return entries;
  }

  /** Writes entries, the tiles that follow from them, and a note. */
  public static void write(Path folder, List<byte[]> entries, String note) throws IOException {
    for (TilePath path : bundles(entries.size())) {
      int from = Math.toIntExact(path.first());
      write(
          folder, path.toString(), EntryBundle.encode(entries.subList(from, from + path.width())));
    }
    TileEdge edge = new TileEdge();
    for (byte[] entry : entries) {
      for (FullTile full : edge.append(Hash.leaf(entry))) {
        write(folder, full.path().toString(), Tile.encode(full.hashes()));
      }
    }
    for (int level = 0; level < edge.levels().size(); level++) {
      List<Hash> hashes = edge.levels().get(level);
      if (!hashes.isEmpty()) {
        long index = TilePath.hashesAt(level, entries.size()) / TilePath.FULL;
        write(folder, new TilePath(level, index, hashes.size()).toString(), Tile.encode(hashes));
      }
    }
    write(folder, LogSource.CHECKPOINT, note.getBytes(StandardCharsets.UTF_8));
  }

  private static List<TilePath> bundles(long size) {
    List<TilePath> paths = new ArrayList<>();
    for (long index = 0; index * TilePath.FULL < size; index++) {
      paths.add(TilePath.at(TilePath.ENTRIES, index, size));
    }
    return paths;
  }

  private static byte[] required(LogSource source, String path) throws IOException {
    return source.read(path).orElseThrow(() -> new IOException("the log has no file " + path));
  }

  private static void write(Path folder, String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}

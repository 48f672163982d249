package dev.postern.audit.service;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TlogProof;
import dev.postern.audit.log.TreeReader;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Publication;
import dev.postern.audit.service.witness.RemoteWitness;
import dev.postern.audit.service.witness.Witnesses;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reviewer is handed: the log's files, keys, a checkpoint kept, an entry and its proof. */
final class HandedLog {
  private static final int OLD = 300;
  private static final int SIZE = 600;
  private static final int INDEX = 257;
  private static @Nullable RealLog signing;

  private final Path home;
  private final Path original;

  private HandedLog(Path home) {
    this.home = home;
    this.original = home.resolve("original");
  }

  /** Writes a log with the real sequencer, has it signed and cosigned, and copies it out. */
  static HandedLog write(Path home) throws Exception {
    var handed = new HandedLog(home);
    var log = new RealLog(Duration.ofSeconds(60)).start();
    signing = log;
    Files.createDirectories(home.resolve("tls"));
    SelfSigned.write(home.resolve("tls"));
    try (var witness = RunningWitness.first(home, log.signer.keys())) {
      handed.fill(log, witness);
    }
    return handed;
  }

  /** Ends what signs. */
  static void forget() {
    var log = signing;
    if (log != null) {
      try {
        log.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void fill(RealLog log, RunningWitness witness) throws IOException, InterruptedException {
    var publication = new Publication(log.checkpointStore, Duration.ofSeconds(2));
    var http =
        HttpClient.newBuilder()
            .sslContext(Pem.trusting(List.of(home.resolve("tls/tls.crt"))))
            .build();
    var remote = new RemoteWitness(witness.address(), witness.key(), http, Duration.ofSeconds(5));
    var witnesses =
        new Witnesses(
            RealLog.ORIGIN,
            Map.of("w1", remote),
            Optional.empty(),
            log.checkpointStore,
            log.checkpoints::latest,
            publication,
            Clock.systemUTC());
    var notes = new ArrayList<String>();
    for (int more : new int[] {OLD, SIZE - OLD}) {
      log.fill(more);
      log.checkpoints.tick();
      witnesses.rememberings().getFirst().tick();
      notes.add(publication.newest().orElseThrow().note());
    }
    write(
        log.checkpointStore,
        log.signer.keys(),
        witness.key(),
        INDEX,
        notes.getFirst(),
        notes.getLast());
  }

  /**
   * Copies a stored log out.
   *
   * @param index of the entry that is handed out with its proof
   * @param old a note that was kept
   * @param newest the note to verify
   */
  static HandedLog copied(
      Path home,
      CheckpointStore store,
      List<NoteKey> keys,
      WitnessKey witness,
      long index,
      String old,
      String newest)
      throws IOException {
    var handed = new HandedLog(home);
    handed.write(store, keys, witness, index, old, newest);
    return handed;
  }

  private void write(
      CheckpointStore store,
      List<NoteKey> keys,
      WitnessKey witness,
      long index,
      String old,
      String newest)
      throws IOException {
    long size = Checkpoint.parse(SignedNote.parse(newest).text()).size();
    Files.createDirectories(original);
    Files.write(original.resolve("log.vkey"), keys.stream().map(key -> key.vkey()).toList());
    Files.writeString(original.resolve("witness.vkey"), witness.vkey() + "\n");
    Files.writeString(
        original.resolve("policy"), TrustPolicy.format(keys, Map.of("w1", witness), 1));
    Files.writeString(original.resolve("checkpoint.old"), old);
    var source = store.tiles(size);
    var proof = new TreeReader(source, size).inclusion(index);
    Files.writeString(
        original.resolve("entry.tlog-proof"), new TlogProof(index, proof.path(), newest).format());
    var entries = entries(source, size);
    Files.write(original.resolve("entry"), entries.get((int) index));
    files(original.resolve("log"), entries, newest);
  }

  /** The folder that was handed over; tools write beside the files. */
  Path folder() {
    return original;
  }

  /** The entries of the honest log. */
  List<byte[]> entries() throws IOException {
    return entries(LogSource.directory(original.resolve("log")), SIZE);
  }

  private static List<byte[]> entries(LogSource source, long size) throws IOException {
    var entries = new ArrayList<byte[]>();
    for (long bundle = 0; bundle * TilePath.FULL < size; bundle++) {
      var path = TilePath.at(TilePath.ENTRIES, bundle, size).toString();
      entries.addAll(EntryBundle.decode(source.read(path).orElseThrow()));
    }
    return entries;
  }

  /** Writes all files of a log with these entries. */
  static void files(Path folder, List<byte[]> entries, String note) throws IOException {
    var edge = new TileEdge();
    for (var entry : entries) {
      for (var full : edge.append(Hash.leaf(entry))) {
        write(folder, full.path(), Tile.encode(full.hashes()));
      }
    }
    for (int level = 0; level < edge.levels().size(); level++) {
      var hashes = edge.levels().get(level);
      if (!hashes.isEmpty()) {
        long index = TilePath.hashesAt(level, entries.size()) / TilePath.FULL;
        write(folder, new TilePath(level, index, hashes.size()), Tile.encode(hashes));
      }
    }
    for (int from = 0; from < entries.size(); from += TilePath.FULL) {
      var path = TilePath.at(TilePath.ENTRIES, from / TilePath.FULL, entries.size());
      write(folder, path, EntryBundle.encode(entries.subList(from, from + path.width())));
    }
    Files.writeString(folder.resolve(LogSource.CHECKPOINT), note);
  }

  private static void write(Path folder, TilePath path, byte[] bytes) throws IOException {
    var file = folder.resolve(path.toString());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** What the log's own key says of other entries: an operator who forks the log. */
  static String signedByTheLog(List<byte[]> entries) {
    var log = signing;
    if (log == null) {
      throw new IllegalStateException("nothing signs");
    }
    return log.signer.sign(checkpoint(entries)).format();
  }

  static Checkpoint checkpoint(List<byte[]> entries) {
    var edge = new TileEdge();
    entries.forEach(entry -> edge.append(Hash.leaf(entry)));
    return new Checkpoint(RealLog.ORIGIN, entries.size(), edge.tree().root());
  }

  /** A copy to tamper with. */
  Path copy(String name) throws IOException {
    var target = home.resolve(name);
    Files.walkFileTree(
        original,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(original.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(original.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  /** The note of a copy. */
  static SignedNote note(Path folder) throws IOException {
    return SignedNote.parse(Files.readString(folder.resolve("log/checkpoint")));
  }

  /** Another text under the signatures of a note. */
  static String moved(Checkpoint checkpoint, List<NoteSignature> signatures) {
    return new SignedNote(checkpoint.text(), signatures).format();
  }

  /** A file's bytes with one changed. */
  static void flip(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}

package dev.postern.cli.review;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TlogProof;
import dev.postern.audit.log.TreeReader;
import dev.postern.cli.log.Trust;
import dev.postern.cli.review.ReviewClient.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The log itself as files (C2SP tlog-tiles): checkpoint, tiles and entries of the whole tree, which
 * nothing less proves, with the log's keys, a policy file, time stamps, and a proof for each entry
 * of the period that says content left. What is there already is not fetched again.
 */
public final class TilesExport {

  private final LogSource log;
  private final ExportFolder folder;
  private final Trust trust;

  /**
   * @param trust the log's keys, and its witnesses where they are known, from somewhere else than
   *     the log
   */
  public TilesExport(LogSource log, ExportFolder folder, Trust trust) {
    this.log = log;
    this.folder = folder;
    this.trust = trust;
  }

  /** Writes what is missing; tells how many files of the tree are there. */
  public void run(LongConsumer progress) throws IOException {
    byte[] note = kept(LogSource.CHECKPOINT);
    SignedNote signed = SignedNote.parse(new String(note, StandardCharsets.UTF_8));
    if (!(signed.verify(trust.keys()) instanceof SignedNote.Verdict.Signed)) {
      throw new IOException("the checkpoint is not signed by a pinned key: nothing is exported");
    }
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    long files = 0;
    for (TilePath path : paths(checkpoint.size())) {
      if (!Files.exists(folder.path().resolve(path.toString()))) {
        folder.write(path.toString(), required(path.toString()));
      }
      progress.accept(++files);
    }
    String keys = trust.keys().stream().map(key -> key.vkey() + "\n").collect(Collectors.joining());
    folder.write("log.vkey", keys.getBytes(StandardCharsets.UTF_8));
    folder.write("policy.txt", trust.text().getBytes(StandardCharsets.UTF_8));
    proofs(checkpoint.size(), signed.format());
    timestamps();
  }

  /** How many files the tree has. */
  public long files() throws IOException {
    byte[] note = kept(LogSource.CHECKPOINT);
    String text = SignedNote.parse(new String(note, StandardCharsets.UTF_8)).text();
    return paths(Checkpoint.parse(text).size()).size();
  }

  private static List<TilePath> paths(long size) {
    List<TilePath> paths = new ArrayList<>(TilePath.all(size));
    for (long index = 0; index * TilePath.FULL < size; index++) {
      paths.add(TilePath.at(TilePath.ENTRIES, index, size));
    }
    return paths;
  }

  private void proofs(long size, String note) throws IOException {
    Export export = folder.export();
    long end = Math.min(export.end(), size);
    TreeReader tree = new TreeReader(LogSource.directory(folder.path()), size);
    for (long bundle = export.first() / TilePath.FULL; bundle * TilePath.FULL < end; bundle++) {
      TilePath path = TilePath.at(TilePath.ENTRIES, bundle, size);
      List<byte[]> entries =
          EntryBundle.decode(Files.readAllBytes(folder.path().resolve(path.toString())));
      for (int i = 0; i < entries.size(); i++) {
        long index = path.first() + i;
        boolean asked = index >= export.first() && index < end;
        if (asked && Entry.parse(entries.get(i)).type() == EntryType.EGRESS_INTENT) {
          TlogProof proof = new TlogProof(index, tree.inclusion(index).path(), note);
          folder.write(
              "proofs/" + index / 1000 + "/" + index + ".tlog-proof",
              proof.format().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** Checkpoints that somebody else's clock vouches for (RFC 3161), if the log has any. */
  private void timestamps() throws IOException {
    byte[] sizes = log.read("timestamps/sizes").orElse(new byte[0]);
    for (String size : new String(sizes, StandardCharsets.UTF_8).lines().toList()) {
      if (!size.matches("[0-9]{1,18}")) {
        throw new IOException("the log lists a time stamp of no checkpoint");
      }
      for (String file : List.of(".checkpoint", ".tsr")) {
        byte[] unused = kept("timestamps/" + size + file);
      }
    }
  }

  private byte[] kept(String file) throws IOException {
    if (!Files.exists(folder.path().resolve(file))) {
      folder.write(file, required(file));
    }
    return Files.readAllBytes(folder.path().resolve(file));
  }

  private byte[] required(String path) throws IOException {
    return log.read(path).orElseThrow(() -> new IOException("the log has no file " + path));
  }
}

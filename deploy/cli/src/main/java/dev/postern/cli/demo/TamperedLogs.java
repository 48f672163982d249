package dev.postern.cli.demo;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.MerkleTree;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TilePath;
import dev.postern.cli.log.LogFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What somebody who holds the log's files could try. */
final class TamperedLogs {

  private final Path log;
  private final Checkpoint checkpoint;

  /**
   * @param log an honest copy of a log
   * @param checkpoint the one it has
   */
  TamperedLogs(Path log, Checkpoint checkpoint) {
    this.log = log;
    this.checkpoint = checkpoint;
  }

  /** One byte of the newest entry's text is another. */
  Path flippedByte(Path copy) throws IOException {
    LogFolder.copy(LogSource.directory(log), copy);
    long bundle = (checkpoint.size() - 1) / TilePath.FULL;
    Path file = copy.resolve(TilePath.at(TilePath.ENTRIES, bundle, checkpoint.size()).toString());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    return copy;
  }

  /**
   * The newest entries are gone, and the checkpoint is one that was signed before they were there.
   */
  Path droppedTail(Path copy, byte[] olderNote) throws IOException {
    String note = new String(olderNote, StandardCharsets.UTF_8);
    Checkpoint older = Checkpoint.parse(SignedNote.parse(note).text());
    List<byte[]> entries = LogFolder.entries(log, checkpoint.size());
    LogFolder.write(copy, entries.subList(0, Math.toIntExact(older.size())), note);
    return copy;
  }

  /** One entry is left out, everything is hashed anew and signed under the log's name. */
  Path rewritten(Path copy) throws IOException {
    List<byte[]> entries = new ArrayList<>(LogFolder.entries(log, checkpoint.size()));
    entries.remove(entries.size() / 2);
    MerkleTree tree = new MerkleTree();
    entries.forEach(entry -> tree.append(Hash.leaf(entry)));
    String text = new Checkpoint(checkpoint.origin(), tree.size(), tree.root()).text();
    LogFolder.write(copy, entries, signedByAStranger(text));
    return copy;
  }

  private String signedByAStranger(String text) {
    try {
      KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(stranger.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] encoded = stranger.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      NoteKey key = NoteKey.ed25519(checkpoint.origin(), raw);
      return new SignedNote(text, List.of(NoteSignature.of(key, signature.sign()))).format();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has no Ed25519", impossible);
    }
  }
}

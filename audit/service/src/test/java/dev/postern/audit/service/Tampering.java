package dev.postern.audit.service;

import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What somebody could do to a log's files, and which tools of verify-the-log.md must notice: 1 Go's
 * libraries, 2 fsck, 3 OpenSSL.
 */
enum Tampering {
  A_BYTE_OF_AN_ENTRY(flipped("log/tile/entries/001"), 1, 2),
  A_BYTE_OF_A_TILE(flipped("log/tile/0/000"), 1, 2),
  A_BYTE_OF_A_PARTIAL_TILE(flipped("log/tile/0/002.p/88"), 1, 2),
  A_BYTE_OF_A_HIGHER_TILE(flipped("log/tile/1/000.p/2"), 1, 2),
  A_FILE_TAKEN_AWAY(
      (folder, honest) -> {
        Files.delete(folder.resolve("log/tile/entries/000"));
      },
      1,
      2),
  TWO_ENTRIES_SWAPPED(
      (folder, honest) -> {
        var entries = new ArrayList<>(honest.entries());
        Collections.swap(entries, 10, 11);
        HandedLog.files(folder.resolve("log"), entries, HandedLog.note(folder).format());
      },
      1,
      2),
  AN_ENTRY_TAKEN_OUT(
      (folder, honest) -> {
        var entries = new ArrayList<>(honest.entries());
        entries.remove(400);
        HandedLog.files(folder.resolve("log"), entries, HandedLog.note(folder).format());
      },
      1,
      2),
  THE_TAIL_CUT_OFF(
      (folder, honest) -> {
        Files.delete(folder.resolve("log/tile/entries/002.p/88"));
        Files.delete(folder.resolve("log/tile/0/002.p/88"));
      },
      1,
      2),
  A_BYTE_OF_THE_CHECKPOINT(
      (folder, honest) -> {
        var note = HandedLog.note(folder).format().replaceFirst("\n600\n", "\n601\n");
        Files.writeString(folder.resolve("log/checkpoint"), note);
      },
      1,
      2,
      3),
  A_SIGNATURE_OF_ANOTHER_CHECKPOINT(
      (folder, honest) -> {
        var older = honest.entries().subList(0, 590);
        var signatures = HandedLog.note(folder).signatures();
        var note = HandedLog.moved(HandedLog.checkpoint(older), signatures);
        HandedLog.files(folder.resolve("log"), older, note);
      },
      1,
      2,
      3),
  SIGNED_WITH_ANOTHER_KEY(
      (folder, honest) -> {
        var entries = edited(honest);
        var note = signedByAStranger(HandedLog.checkpoint(entries).text());
        HandedLog.files(folder.resolve("log"), entries, note);
      },
      1,
      2,
      3),
  A_FORK_UNDER_THE_LOGS_OWN_KEY(
      (folder, honest) -> {
        var entries = edited(honest);
        HandedLog.files(folder.resolve("log"), entries, HandedLog.signedByTheLog(entries));
      },
      1,
      3),
  A_FORK_WITH_THE_COSIGNATURE_OF_THE_HONEST_LOG(
      (folder, honest) -> {
        var cosignature = HandedLog.note(folder).signatures().getLast();
        var entries = edited(honest);
        var forked = SignedNote.parse(HandedLog.signedByTheLog(entries));
        HandedLog.files(folder.resolve("log"), entries, forked.with(List.of(cosignature)).format());
      },
      1,
      3),
  AN_OLD_CHECKPOINT_AGAIN(
      (folder, honest) -> {
        var older = honest.entries().subList(0, 200);
        HandedLog.files(folder.resolve("log"), older, HandedLog.signedByTheLog(older));
      },
      1),
  ANOTHER_ENTRY_WITH_THE_PROOF(
      (folder, honest) -> {
        Files.write(folder.resolve("entry"), honest.entries().get(3));
      },
      1);

  private final Act act;
  private final List<Integer> foundBy;

  Tampering(Act act, Integer... foundBy) {
    this.act = act;
    this.foundBy = List.of(foundBy);
  }

  /** Does something to a copy of the files. */
  @FunctionalInterface
  private interface Act {
    void on(Path folder, HandedLog honest) throws IOException;
  }

  /** The numbers of the tools. */
  List<Integer> foundBy() {
    return foundBy;
  }

  /** Does it to a copy. */
  void on(Path folder, HandedLog honest) throws IOException {
    act.on(folder, honest);
  }

  private static Act flipped(String file) {
    return (folder, honest) -> HandedLog.flip(folder.resolve(file));
  }

  private static List<byte[]> edited(HandedLog honest) throws IOException {
    var entries = new ArrayList<>(honest.entries());
    entries.set(100, "another entry".getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  private static String signedByAStranger(String text) {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var encoded = pair.getPublic().getEncoded();
      var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      var key = NoteKey.ed25519(RealLog.ORIGIN, raw);
      return new SignedNote(text, List.of(NoteSignature.of(key, signer.sign()))).format();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

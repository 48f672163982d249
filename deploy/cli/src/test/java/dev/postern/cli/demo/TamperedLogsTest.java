package dev.postern.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogCheck.Result.Broken;
import dev.postern.audit.log.LogCheck.Result.Proven;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.MerkleTree;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.cli.log.LogFolder;
import dev.postern.cli.log.Verified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperedLogsTest {

  private static final String ORIGIN = "postern.example/audit/test";
  private static final int SIZE = 300;

  @TempDir private Path folder;
  private KeyPair keys;
  private NoteKey key;
  private Verified verified;
  private Proven proven;
  private TamperedLogs tampered;

  @BeforeEach
  void anHonestLogProvenHereBefore() throws Exception {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = keys.getPublic().getEncoded();
    key = NoteKey.ed25519(ORIGIN, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    verified = new Verified(folder.resolve("verified"));
    Path honest = folder.resolve("honest");
    LogFolder.write(honest, entries(SIZE), note(SIZE));
    proven = assertInstanceOf(Proven.class, check(honest));
    verified.remember(List.of(key), proven.checkpoint(), proven.note());
    tampered = new TamperedLogs(honest, proven.checkpoint());
  }

  @Test
  void provesACopyOfTheHonestLog() throws IOException {
    LogFolder.copy(LogSource.directory(folder.resolve("honest")), folder.resolve("copy"));
    assertInstanceOf(Proven.class, check(folder.resolve("copy")));
  }

  @Test
  void namesTheEntryOfAFlippedByte() throws IOException {
    Broken broken = broken(tampered.flippedByte(folder.resolve("flipped")));
    assertEquals(SIZE - 1, broken.index());
    assertEquals("tile/entries/001.p/44", broken.file());
  }

  @Test
  void noticesADroppedTailUnderATrueOlderCheckpoint() throws Exception {
    Path dropped = folder.resolve("dropped");
    Broken broken =
        broken(tampered.droppedTail(dropped, note(260).getBytes(StandardCharsets.UTF_8)));
    assertEquals(LogSource.CHECKPOINT, broken.file());
    assertEquals("260 entries", broken.found());
  }

  @Test
  void noticesALogRewrittenUnderAnotherKey() throws IOException {
    Broken broken = broken(tampered.rewritten(folder.resolve("rewritten")));
    assertEquals("the pinned key has not signed it", broken.what());
  }

  @Test
  void keepsTheNewestCheckpointThatWasProven() throws Exception {
    Checkpoint older = Checkpoint.parse(SignedNote.parse(note(10)).text());
    verified.remember(List.of(key), older, note(10));
    assertEquals(Optional.of(proven.checkpoint()), verified.last(List.of(key)));
  }

  private Broken broken(Path copy) throws IOException {
    return assertInstanceOf(Broken.class, check(copy));
  }

  private LogCheck.Result check(Path copy) throws IOException {
    return new LogCheck(LogSource.directory(copy), key)
        .run(verified.last(List.of(key)), entries -> {});
  }

  private String note(int size) throws GeneralSecurityException {
    MerkleTree tree = new MerkleTree();
    entries(size).forEach(entry -> tree.append(Hash.leaf(entry)));
    String text = new Checkpoint(ORIGIN, size, tree.root()).text();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return new SignedNote(text, List.of(NoteSignature.of(key, signature.sign()))).format();
  }

  private static List<byte[]> entries(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}

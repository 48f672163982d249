package dev.postern.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Tunnel;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.MerkleTree;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TlogProof;
import dev.postern.cli.log.LogFolder;
import dev.postern.cli.log.PinnedKey;
import dev.postern.cli.log.Trust;
import dev.postern.cli.review.ReviewClient.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilesExportTest {

  private static final String ORIGIN = "postern.example/audit/test";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Export EXPORT = new Export("id", ORIGIN, 200, 300);

  @TempDir private Path folder;
  private KeyPair keys;
  private NoteKey key;
  private List<byte[]> entries;
  private LogSource log;

  @BeforeEach
  void aLogOf600Entries() throws Exception {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = keys.getPublic().getEncoded();
    key = NoteKey.ed25519(ORIGIN, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    entries = IntStream.range(0, 600).mapToObj(TilesExportTest::entry).toList();
    LogFolder.write(folder.resolve("log"), entries, note());
    log = LogSource.directory(folder.resolve("log"));
  }

  @Test
  void whatIsTakenAwayProvesItselfAsAWholeAndEntryByEntry() throws Exception {
    ExportFolder out = ExportFolder.begin(folder.resolve("out"), "tiles", EXPORT);
    new TilesExport(log, out, trust()).run(files -> {});
    LogCheck check = new LogCheck(LogSource.directory(out.path()), key);
    assertInstanceOf(LogCheck.Result.Proven.class, check.run(Optional.empty(), n -> {}));
    Path file = out.path().resolve("proofs/0/250.tlog-proof");
    assertTrue(TlogProof.parse(Files.readString(file)).proves(entries.get(250), List.of(key)));
    assertFalse(Files.exists(out.path().resolve("proofs/0/251.tlog-proof")), "no intent");
    assertFalse(Files.exists(out.path().resolve("proofs/0/350.tlog-proof")), "not in the period");
    assertEquals(
        "log " + key.vkey() + "\nquorum none\n",
        Files.readString(out.path().resolve("policy.txt")));
  }

  @Test
  void everyVersionOfTheKeyAndTheWitnessesThatAreKnownAreHandedOn() throws Exception {
    ExportFolder out = ExportFolder.begin(folder.resolve("out"), "tiles", EXPORT);
    NoteKey older = NoteKey.ed25519(ORIGIN, new byte[32]);
    PinnedKey.pin(folder.resolve("log.vkey"), List.of(older, key));
    String policy = "# by the security team\nlog " + key.vkey() + "\nquorum none\n";
    Files.writeString(folder.resolve("log.policy"), policy);
    new TilesExport(
            log, out, Trust.pinned(folder.resolve("log.vkey"), folder.resolve("log.policy")))
        .run(files -> {});
    assertEquals(
        older.vkey() + "\n" + key.vkey() + "\n", Files.readString(out.path().resolve("log.vkey")));
    assertEquals(policy, Files.readString(out.path().resolve("policy.txt")));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    ExportFolder out = ExportFolder.begin(folder.resolve("out"), "tiles", EXPORT);
    AtomicInteger read = new AtomicInteger();
    LogSource breaking =
        path -> {
          if (read.incrementAndGet() == 4) {
            throw new IOException("interrupted");
          }
          return log.read(path);
        };
    TilesExport tiles = new TilesExport(breaking, out, trust());
    assertThrows(IOException.class, () -> tiles.run(files -> {}));
    tiles.run(files -> {});
    // Each of the checkpoint, tiles, bundles and the list of stamps once, and what failed twice.
    assertEquals(1 + tiles.files() + 1 + 1, read.get());
  }

  @Test
  void timeStampsAreTakenAlongWithTheCheckpointsTheyAreAbout() throws Exception {
    Path stamps = Files.createDirectories(folder.resolve("log/timestamps"));
    Files.writeString(stamps.resolve("sizes"), "300\n");
    Files.writeString(stamps.resolve("300.checkpoint"), "a note");
    Files.write(stamps.resolve("300.tsr"), new byte[] {0x30, 0});
    ExportFolder out = ExportFolder.begin(folder.resolve("out"), "tiles", EXPORT);
    new TilesExport(log, out, trust()).run(files -> {});
    assertEquals("a note", Files.readString(out.path().resolve("timestamps/300.checkpoint")));
    assertEquals(2, Files.size(out.path().resolve("timestamps/300.tsr")));
    Files.writeString(stamps.resolve("sizes"), "../300\n");
    TilesExport again = new TilesExport(log, out, trust());
    assertThrows(IOException.class, () -> again.run(files -> {}));
  }

  @Test
  void aLogThatAnotherKeySignedIsNotTakenAway() throws Exception {
    ExportFolder out = ExportFolder.begin(folder.resolve("out"), "tiles", EXPORT);
    TilesExport tiles = new TilesExport(log, out, trust(NoteKey.ed25519(ORIGIN, new byte[32])));
    assertThrows(IOException.class, () -> tiles.run(files -> {}));
    assertFalse(Files.exists(out.path().resolve("tile")));
  }

  @Test
  void aFileIsCutBackToItsLastWholeLineBeforeItGoesOn() throws Exception {
    Path out = folder.resolve("out");
    ExportFolder first = ExportFolder.begin(out, "csv", EXPORT);
    first.append("entries.csv", bytes("header\na\n"), 250);
    Files.writeString(out.resolve("entries.csv"), "half a li", StandardOpenOption.APPEND);
    ExportFolder again = ExportFolder.found(out, "csv").orElseThrow();
    assertEquals(EXPORT, again.export());
    assertEquals(250, again.next("entries.csv"));
    assertFalse(again.done("entries.csv"));
    again.append("entries.csv", bytes("b\n"), 300);
    assertEquals("header\na\nb\n", Files.readString(out.resolve("entries.csv")));
    assertTrue(ExportFolder.found(out, "csv").orElseThrow().done("entries.csv"));
  }

  @Test
  void anotherExportOrOtherFilesAreLeftAlone() throws Exception {
    Path out = folder.resolve("out");
    ExportFolder.begin(out, "csv", EXPORT);
    assertThrows(IOException.class, () -> ExportFolder.found(out, "fhir"));
    assertThrows(IOException.class, () -> ExportFolder.found(folder.resolve("log"), "csv"));
    assertTrue(ExportFolder.found(folder.resolve("new"), "csv").isEmpty());
  }

  private Trust trust() throws IOException {
    return trust(key);
  }

  private Trust trust(NoteKey pinned) throws IOException {
    return Trust.keys(Files.writeString(folder.resolve("vkey"), pinned.vkey() + "\n"));
  }

  private String note() throws GeneralSecurityException {
    MerkleTree tree = new MerkleTree();
    entries.forEach(entry -> tree.append(Hash.leaf(entry)));
    String text = new Checkpoint(ORIGIN, entries.size(), tree.root()).text();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(bytes(text));
    return new SignedNote(text, List.of(NoteSignature.of(key, signature.sign()))).format();
  }

  /** Every fiftieth says that content left. */
  private static byte[] entry(int number) {
    UUID id = UUID.fromString(String.format("0192a000-0000-7000-8000-%012d", number));
    Actor actor = new Actor("entity-1", List.of(), null);
    QuestionRef question = new QuestionRef(id, id, null, "st-aurelia", actor, "TREAT");
    if (number % 50 != 0) {
      return question.entry(EntryType.NO_SOURCES, id, NOON).build().leaf();
    }
    return new EgressIntent(
            id,
            NOON,
            question,
            new DecisionRef("d", "7.1795000000.0123456789ab", "permit", null),
            new RouteRef("azure-eu", "azure-openai", "gpt-4o", "westeurope", null, null),
            new DataCounts(List.of(), 0, 1, 1, 10, Map.of(), null, null),
            new Accountable(true, "policy"),
            new Tunnel("route", "wg0", null, NOON),
            NOON,
            NOON,
            false,
            null,
            Salt.of(new byte[32]),
            null,
            null)
        .entry(bytes("{}"))
        .leaf();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

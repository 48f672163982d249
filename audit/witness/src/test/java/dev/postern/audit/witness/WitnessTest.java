package dev.postern.audit.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;
  private final GrowingLog log = new GrowingLog("postern.example/audit/test");
  private WitnessFolder folder;
  private Witness witness;

  @BeforeEach
  void make() throws IOException {
    WitnessFolder.create(home.resolve("witness"), "witness.example/w1");
    Files.writeString(home.resolve("logs"), TrustPolicy.format(List.of(log.key), Map.of(), 0));
    folder = WitnessFolder.open(home.resolve("witness"));
    witness = open();
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void theFirstCheckpointIsCosignedAndEachThatContinuesIt() throws IOException {
    cosigned(0, 5);
    cosigned(5, 300);
    cosigned(300, 300);
    var last = witness.last(Memory.hash(log.origin)).orElseThrow();
    assertEquals(log.checkpoint(300), Checkpoint.parse(last.text()));
    assertInstanceOf(SignedNote.Verdict.Signed.class, last.verify(List.of(log.key)));
    assertEquals(new WitnessKey.Verdict.Cosigned(NOON), folder.identity().key().verify(last));
  }

  @Test
  void theEmptyLogIsCosignedUnderTheRootOfTheEmptyTreeAlone() throws IOException {
    cosigned(0, 0);
    var other = new Checkpoint(log.origin, 0, Hash.sha256(new byte[1]));
    assertInconsistent(new AddCheckpoint(0, List.of(), log.note(other)).format());
  }

  @Test
  void anOldSizeThatIsNotTheRememberedOneIsAnsweredWithThatOne() throws IOException {
    assertEquals(new Answer.Stale(0), witness.add(log.request(3, 5)));
    cosigned(0, 5);
    assertEquals(new Answer.Stale(5), witness.add(log.request(0, 7)));
    assertEquals(new Answer.Stale(5), witness.add(log.request(4, 7)));
    assertEquals(new Answer.Stale(5), witness.add(log.request(0, 3)));
  }

  @Test
  void aForkIsNeverCosigned() throws IOException {
    cosigned(0, 5);
    var fork = log.fork();
    assertInconsistent(fork.request(5, 5));
    assertInconsistent(fork.request(5, 9));
    assertInconsistent(
        new AddCheckpoint(5, log.proof(5, 9), fork.note(fork.checkpoint(9))).format());
    cosigned(5, 9);
  }

  @Test
  void aProofWithAHashMoreOrLessOrNoneProvesNothing() throws IOException {
    cosigned(0, 5);
    var note = log.note(log.checkpoint(9));
    var proof = log.proof(5, 9);
    assertInconsistent(new AddCheckpoint(5, List.of(), note).format());
    assertInconsistent(new AddCheckpoint(5, proof.subList(1, proof.size()), note).format());
    var longer = new ArrayList<>(proof);
    longer.add(Hash.EMPTY_TREE);
    assertInconsistent(new AddCheckpoint(5, longer, note).format());
    var same = log.note(log.checkpoint(5));
    assertInconsistent(new AddCheckpoint(5, List.of(Hash.EMPTY_TREE), same).format());
  }

  @Test
  void aFirstCheckpointComesWithoutProof() throws IOException {
    var note = log.note(log.checkpoint(5));
    assertInconsistent(new AddCheckpoint(0, List.of(Hash.EMPTY_TREE), note).format());
  }

  @Test
  void whatIsNotSignedByTheLogOrNotOfAKnownLogIsRefusedBeforeAnythingElse() throws IOException {
    var stranger = new GrowingLog(log.origin);
    assertEquals(new Answer.NotSigned(), witness.add(stranger.request(0, 5)));
    assertEquals(new Answer.UnknownLog(), witness.add(new GrowingLog("other/log").request(0, 5)));
    var text = log.checkpoint(5).text();
    var moved = new SignedNote(text, log.note(log.checkpoint(6)).signatures());
    assertEquals(
        new Answer.NotSigned(), witness.add(new AddCheckpoint(0, List.of(), moved).format()));
  }

  @Test
  void aLargerOldSizeThanTheCheckpointsIsMalformed() throws IOException {
    cosigned(0, 9);
    var note = log.note(log.checkpoint(5));
    var request = new AddCheckpoint(9, List.of(), note).format();
    assertInstanceOf(Answer.Malformed.class, witness.add(request));
    assertInstanceOf(Answer.Malformed.class, witness.add("old 0\n\nno checkpoint\n"));
  }

  @Test
  void aLogIsAddedByALineWhileTheWitnessRuns() throws IOException {
    var second = new GrowingLog("postern.example/audit/second");
    assertEquals(new Answer.UnknownLog(), witness.add(second.request(0, 5)));
    Files.writeString(
        home.resolve("logs"), TrustPolicy.format(List.of(log.key, second.key), Map.of(), 0));
    assertInstanceOf(Answer.Cosigned.class, witness.add(second.request(0, 5)));
    cosigned(0, 3);
  }

  @Test
  void onlySignaturesThatWereVerifiedAreServed() throws IOException {
    var stranger = new GrowingLog("stranger.example/log");
    var note = log.note(log.checkpoint(5));
    var more = note.with(stranger.note(stranger.checkpoint(5)).signatures());
    witness.add(new AddCheckpoint(0, List.of(), more).format());
    var last = witness.last(Memory.hash(log.origin)).orElseThrow();
    assertEquals(2, last.signatures().size());
  }

  @Test
  void whatWasCosignedIsRememberedByTheNextRun() throws IOException {
    cosigned(0, 5);
    folder.close();
    folder = WitnessFolder.open(home.resolve("witness"));
    witness = open();
    assertEquals(new Answer.Stale(5), witness.add(log.request(0, 7)));
    cosigned(5, 7);
  }

  @Test
  void aMemoryThatSomebodyEditedIsNotBelieved() throws IOException {
    cosigned(0, 5);
    var file = home.resolve("witness/seen").resolve(Memory.hash(log.origin));
    Files.writeString(file, log.note(log.checkpoint(3)).format());
    assertThrows(IOException.class, () -> witness.add(log.request(3, 7)));
    assertThrows(IOException.class, this::open);
  }

  @Test
  void aWitnessIsMadeOnceAndRunsOnce() {
    assertThrows(
        IOException.class, () -> WitnessFolder.create(home.resolve("witness"), "witness.example"));
    assertThrows(Exception.class, () -> WitnessFolder.open(home.resolve("witness")));
    assertThrows(IOException.class, () -> WitnessFolder.open(home.resolve("nowhere")));
  }

  @Test
  void requestsAtTheSameTimeNeverRollALogBack() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (long old = 0; old < 40; old += 4) {
        long from = old;
        var all = LongStream.rangeClosed(old, old + 4).mapToObj(size -> log.request(from, size));
        List<Future<Answer>> answers =
            threads.invokeAll(all.<Callable<Answer>>map(r -> () -> witness.add(r)).toList());
        long cosigned = 0;
        for (var answer : answers) {
          cosigned += answer.get() instanceof Answer.Cosigned ? 1 : 0;
        }
        long now = size();
        assertEquals(true, cosigned >= 1 && now >= old && now <= old + 4);
        if (now < old + 4) {
          cosigned(now, old + 4);
        }
      }
    }
    assertEquals(40, size());
  }

  private long size() throws IOException {
    var last = witness.last(Memory.hash(log.origin)).orElseThrow();
    return Checkpoint.parse(last.text()).size();
  }

  private Witness open() throws IOException {
    return folder.witness(new KnownLogs(home.resolve("logs")), InstantSource.fixed(NOON));
  }

  private void cosigned(long old, long size) throws IOException {
    var answer = assertInstanceOf(Answer.Cosigned.class, witness.add(log.request(old, size)));
    var note = SignedNote.parse(log.note(log.checkpoint(size)).format() + answer.line());
    assertEquals(new WitnessKey.Verdict.Cosigned(NOON), folder.identity().key().verify(note));
  }

  private void assertInconsistent(String request) throws IOException {
    assertInstanceOf(Answer.Inconsistent.class, witness.add(request));
  }
}

package dev.postern.audit.service.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.RememberedCheckpoints.Memory;
import dev.postern.audit.service.sequencer.StartProof.Operator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartProofTest {
  private static final String ORIGIN = "test/log";
  private static final Hash ROOT = Hash.sha256(new byte[] {1});

  private Instant now = Instant.parse("2026-11-22T15:00:00Z");
  private final InstantSource time = () -> now;
  private final CheckpointsTest.Signer signer = new CheckpointsTest.Signer();
  private List<Memory> said = List.of(new Memory.Unknown("witness"));
  private final StartProof proof =
      new StartProof(
          ORIGIN,
          () -> said,
          new CheckpointsTest.Store(),
          new NoneEnded(),
          signer,
          Operator.SILENT,
          time.withZone(ZoneOffset.UTC),
          () -> new UUID(0, 1));

  @Test
  void aPlaceThatNeverSawTheLogAnswersForAnEmptyOneOnly() {
    proof.ask();
    assertTrue(proof.require(stored(0)).isEmpty());
    var refused = assertThrows(Unwitnessed.class, () -> proof.require(stored(1)));
    assertEquals("witness never saw this log, which has 1 entries", refused.getMessage());
  }

  @Test
  void aPlaceThatForgetsIsHeldToWhatItRemembered() {
    said = List.of(remembered(5));
    proof.ask();
    said = List.of(new Memory.Unknown("witness"));
    askAgain();
    said = List.of(new Memory.Silent("witness", "away"));
    askAgain();
    var refused = assertThrows(Inconsistent.class, () -> proof.require(stored(3)));
    assertEquals(
        "witness has a checkpoint of size 5, but only 3 entries are stored", refused.getMessage());
  }

  @Test
  void aPlaceThatComesBackIsHeardWithinSecondsAndCounts() {
    proof.ask();
    said = List.of(remembered(5));
    now = now.plusSeconds(1);
    proof.ask();
    assertThrows(Inconsistent.class, () -> proof.require(stored(3)));
  }

  private void askAgain() {
    now = now.plusSeconds(10);
    proof.ask();
  }

  private Memory remembered(long size) {
    var checkpoint = new Checkpoint(ORIGIN, size, ROOT);
    return new Memory.Known("witness", new Kept(checkpoint, signer.sign(checkpoint).format()));
  }

  private static LogState stored(long size) {
    return new LogState(1, size, ROOT, new TileEdge());
  }

  private static final class NoneEnded implements EndedLogs {
    @Override
    public List<Ended> all() {
      return List.of();
    }

    @Override
    public CheckpointStore checkpoints(Ended ended) {
      throw new AssertionError("none ended");
    }

    @Override
    public LogReader entries(Ended ended) {
      throw new AssertionError("none ended");
    }
  }
}

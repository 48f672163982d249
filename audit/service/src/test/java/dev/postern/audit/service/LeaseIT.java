package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.Batch;
import dev.postern.audit.service.sequencer.LogState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The lease row, which alone says who may write. */
class LeaseIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final RealLog log = new RealLog(Duration.ofSeconds(60));

  @AfterEach
  void close() throws InterruptedException {
    log.close();
  }

  @Test
  void aLeaderThatWasPausedWhileAnotherLedCannotWrite() {
    assertTrue(log.store.lead("audit-1", SHORT));
    var paused = log.store.load();
    RealLog.until(() -> log.store.lead("audit-2", LONG));
    assertFalse(log.store.lead("audit-3", LONG));
    assertFalse(log.store.commit(oneEntry(paused), LONG));
    assertEquals(0, log.checkpointStore.head().size());
    assertFalse(log.store.renew(paused.epoch(), 0, LONG));
  }

  @Test
  void aCommitProlongsTheLease() {
    assertTrue(log.store.lead("audit-1", SHORT));
    assertTrue(log.store.commit(oneEntry(log.store.load()), LONG));
    assertFalse(log.store.lead("audit-2", LONG));
  }

  @Test
  void aLeaderThatGivesUpIsFollowedAtOnceAndAnEpochIsNeverUsedTwice() {
    assertTrue(log.store.lead("audit-1", LONG));
    var first = log.store.load().epoch();
    log.store.release(first);
    assertTrue(log.store.lead("audit-2", LONG));
    assertEquals(first + 1, log.store.load().epoch());
  }

  @Test
  void aLeaderThatStandsStillInTheMiddleOfACommitIsEndedOnceItsLeaseIsOver() throws Exception {
    assertTrue(log.store.lead("audit-1", SHORT));
    var standing = log.application.getConnection();
    try (var statement = standing.createStatement()) {
      standing.setAutoCommit(false);
      assertEquals(1, statement.executeUpdate("UPDATE head SET size = 1 WHERE size = 0"));
      var copying =
          standing
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY payload (idx, ciphertext) FROM STDIN (FORMAT binary)");
      copying.writeToCopy(new byte[] {'P', 'G'}, 0, 2);
      copying.flushCopy();
      RealLog.until(() -> log.store.lead("audit-2", LONG));
      assertThrows(SQLException.class, copying::endCopy);
    } finally {
      standing.abort(Runnable::run);
    }
    assertEquals(0, log.checkpointStore.head().size());
    assertTrue(log.store.commit(oneEntry(log.store.load()), LONG));
  }

  @Test
  void aLiveLeadersSessionIsEndedByNobody() throws Exception {
    assertTrue(log.store.lead("audit-1", LONG));
    try (var slow = log.application.getConnection();
        var statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      assertEquals(1, statement.executeUpdate("UPDATE head SET size = 1 WHERE size = 0"));
      assertFalse(log.store.lead("audit-2", LONG));
      slow.commit();
    }
    assertEquals(1, log.checkpointStore.head().size());
  }

  private static Batch oneEntry(LogState state) {
    var accepted = Accepted.of(Entries.noSources());
    var edge = state.edge().copy();
    edge.append(accepted.leafHash());
    return new Batch(state.epoch(), state.size(), List.of(accepted), List.of(), edge.tree().root());
  }
}

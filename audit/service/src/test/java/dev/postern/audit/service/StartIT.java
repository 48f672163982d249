package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Recovery;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.postgres.PostgresEndedLogs;
import dev.postern.audit.service.postgres.PostgresReader;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.RememberedCheckpoints.Memory;
import dev.postern.audit.service.sequencer.Sequencer.State;
import dev.postern.audit.service.sequencer.StartProof.Operator;
import dev.postern.audit.service.vault.TransitSigner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a start proves before it accepts anything. */
class StartIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RealLog log = new RealLog(LIMIT);

  @AfterEach
  void close() throws InterruptedException {
    log.close();
  }

  @Test
  void aDatabaseRestoredToAStateThatLacksTheLast100EntriesIsRefused() throws Exception {
    log.start();
    log.fill(50);
    log.checkpoints.tick();
    log.stop();
    var copy = log.database + "_old";
    log.inPostgres("CREATE DATABASE " + copy + " TEMPLATE " + log.database);
    log.inPostgres("GRANT CONNECT ON DATABASE " + copy + " TO audit_app");
    log.restart();
    log.start();
    log.fill(100);
    log.checkpoints.tick();
    var witnessed = log.checkpointStore.latest().orElseThrow();
    log.stop();

    try (var restored = new RealLog(LIMIT, copy)) {
      restored.remembered = () -> List.of(new Memory.Known("witness", witnessed));
      restored.startThread();
      refuses(restored, "witness has a checkpoint of size 150, but only 50 entries are stored");
      assertEquals(50, restored.checkpointStore.head().size());
      restored.checkpoints.tick();
      assertTrue(restored.checkpoints.latest().isEmpty());
    }
  }

  @Test
  void aLogRolledBackWhileItsWitnessIsAwayIsRefusedUntilTheWitnessIsBackAndThenForGood()
      throws Exception {
    for (int i = 0; i < 10; i++) {
      log.start();
      log.fill(1);
      log.checkpoints.tick();
      log.restart();
    }
    var witnessed = log.checkpointStore.latest().orElseThrow();
    log.asSuperuser(HonestyIT.GUARDS_OFF);
    log.asSuperuser(
        "DELETE FROM leaf WHERE idx >= 8",
        "DELETE FROM checkpoint WHERE size > 8",
        "UPDATE head SET size = 8, root = (SELECT root FROM checkpoint WHERE size = 8)");
    var asked = new AtomicInteger();
    log.remembered =
        () -> {
          asked.incrementAndGet();
          return List.of(new Memory.Silent("witness", "connection refused"));
        };
    log.startThread();
    RealLog.until(() -> asked.get() > 1);
    assertEquals(State.STANDBY, log.sequencer.state());
    assertEquals(new AppendResult.Refused(Reason.UNAVAILABLE), log.append(Entries.noSources()));
    log.remembered = () -> List.of(new Memory.Known("witness", witnessed));
    refuses(log, "witness has a checkpoint of size 10, but only 8 entries are stored");
  }

  @Test
  void anEntryEditedBelowAnOldCheckpointIsRefused() throws Exception {
    log.start();
    log.fill(10);
    log.checkpoints.tick();
    var other = new Checkpoint(RealLog.ORIGIN, 10, Hash.sha256(new byte[] {1}));
    var note = log.signer.sign(other);
    log.restart();
    log.remembered = () -> List.of(new Memory.Known("folder", new Kept(other, note.format())));
    log.startThread();
    refuses(log, "the first 10 entries are not those of the checkpoint that folder has");
  }

  @Test
  void aWitnessThatAnswersAndNeverSawTheLogIsEnoughAsLongAsTheLogIsEmpty() throws Exception {
    log.remembered = () -> List.of(new Memory.Silent("a", "away"), new Memory.Unknown("b"));
    log.start();
    assertEquals(0, log.durable(Entries.noSources()).index());
  }

  @Test
  void whereAllThatRememberedWasWipedALogWithEntriesWaitsForAnOperatorsWord() throws Exception {
    log.start();
    log.fill(5);
    log.checkpoints.tick();
    log.restart();
    log.remembered =
        () -> List.of(new Memory.Unknown("witness"), new Memory.Unknown("checkpoint-folder"));
    log.startThread();
    RealLog.until(() -> !log.sequencer.unwitnessed().isEmpty());
    assertEquals(
        "witness never saw this log, which has 5 entries;"
            + " checkpoint-folder never saw this log, which has 5 entries",
        log.sequencer.unwitnessed());
    assertEquals(State.STANDBY, log.sequencer.state());
    assertEquals(new AppendResult.Refused(Reason.UNAVAILABLE), log.append(Entries.noSources()));
    log.operator = new Operator(true, Optional.empty());
    log.restart();
    log.start();
    assertEquals("", log.sequencer.unwitnessed());
    assertEquals(RealLog.ORIGIN, recoveryAt(log, 5).origin());
    assertEquals(6, log.durable(Entries.noSources()).index());
  }

  @Test
  void aLogThatNothingOutsideCanRememberIsRefusedUntilAnOperatorTakesItUponThemselves()
      throws Exception {
    var asked = new AtomicInteger();
    log.remembered =
        () -> {
          asked.incrementAndGet();
          return List.of();
        };
    log.startThread();
    RealLog.until(() -> asked.get() > 1);
    assertEquals(State.STANDBY, log.sequencer.state());
    assertEquals(new AppendResult.Refused(Reason.UNAVAILABLE), log.append(Entries.noSources()));
    log.operator = new Operator(true, Optional.empty());
    log.restart();
    log.start();
    assertEquals(RealLog.ORIGIN, recoveryAt(log, 0).origin());
    assertEquals(1, log.durable(Entries.noSources()).index());
  }

  @Test
  void anOperatorsWordIsRecordedAlsoWhenItsEntryWasNotDurableAtFirst() throws Exception {
    log.asSuperuser("ALTER TABLE leaf RENAME TO leaf_away");
    var asked = new AtomicInteger();
    log.remembered =
        () -> {
          asked.incrementAndGet();
          return List.of();
        };
    log.operator = new Operator(true, Optional.empty());
    log.sequencer = log.sequencer("audit-1");
    log.startThread();
    RealLog.until(() -> asked.get() > 1); // at least one attempt to write has failed
    log.asSuperuser("ALTER TABLE leaf_away RENAME TO leaf");
    RealLog.until(() -> log.sequencer.state() == State.LEADING);
    assertEquals(RealLog.ORIGIN, recoveryAt(log, 0).origin());
  }

  @Test
  void anOperatorsWordThatNobodyOutsideAnswersIsTheFirstEntry() throws Exception {
    log.start();
    log.fill(3);
    log.restart();
    log.remembered = () -> List.of(new Memory.Silent("witness", "away"));
    log.operator = new Operator(true, Optional.empty());
    log.sequencer = log.sequencer("audit-1");
    log.start();
    var recovery = recoveryAt(log, 3);
    assertEquals(RealLog.ORIGIN, recovery.origin());
    var note = SignedNote.parse(recovery.checkpoint());
    assertTrue(log.signer.signed(note));
    assertEquals(3, Checkpoint.parse(note.text()).size());
    assertEquals(4, log.durable(Entries.noSources()).index());
  }

  @Test
  void aNewLogBeginsWithTheLastCheckpointOfTheOneItContinues() throws Exception {
    var old = new TransitSigner(log.vault, "checkpoint", "postern.example/audit/old");
    var last = old.sign(new Checkpoint("postern.example/audit/old", 7, Hash.sha256(new byte[1])));
    log.operator = new Operator(false, Optional.of(last));
    log.sequencer = log.sequencer("audit-1");
    log.start();
    assertEquals(new Recovery("postern.example/audit/old", last.format()), recoveryAt(log, 0));
    log.restart();
    log.start();
    assertEquals(1, log.durable(Entries.noSources()).index());
  }

  @Test
  void aLogThatEndedHereIsNamedByTheFirstEntryOfTheNextAndIsOnlyRead() throws Exception {
    log.start();
    log.fill(300);
    log.checkpoints.tick();
    var last = SignedNote.parse(log.checkpointStore.latest().orElseThrow().note());
    log.stop();
    var next = "postern.example/audit/next";
    end(last, next);
    try (var successor = new RealLog(LIMIT, log.database, next)) {
      successor.start();
      assertEquals(new Recovery(RealLog.ORIGIN, last.format()), recoveryAt(successor, 0));
      assertEquals(1, successor.durable(Entries.noSources()).index());
      var ended = successor.ended.predecessor().orElseThrow();
      assertEquals(RealLog.ORIGIN, ended.origin());
      assertEquals(300, successor.ended.checkpoints(ended).head().size());
      assertTrue(successor.ended.entries(ended).entry(299).isPresent());
      for (var sql :
          new String[] {
            "UPDATE ended_1.leaf SET tenant = 'x'",
            "INSERT INTO ended_1.tile SELECT * FROM ended_1.tile",
            "UPDATE ended_1.head SET size = 0",
            "SELECT end_log('x', 'y')"
          }) {
        assertThrows(SQLException.class, () -> successor.asApplication(sql), sql);
      }
      for (var sql :
          new String[] {"UPDATE leaf SET tenant = 'x'", "DELETE FROM leaf", "DELETE FROM head"}) {
        assertThrows(SQLException.class, () -> successor.asSuperuser(sql), sql);
      }
      assertEquals(
          "3",
          successor.one(
              "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"
                  + " AND conrelid::regclass::text IN ('payload', 'subject', 'open_intent')"));
    }
    log.restart();
    log.startThread();
    refuses(log, "the log is postern.example/audit/next, configured is " + RealLog.ORIGIN);
  }

  @Test
  void onlyTheLogThatIsHereCanEndAndOnlyUnderANameThatNoneHad() throws Exception {
    log.start();
    log.fill(1);
    var other =
        log.signer.sign(new Checkpoint("postern.example/other", 7, Hash.sha256(new byte[1])));
    assertThrows(SQLException.class, () -> end(other, "postern.example/audit/next"));
    var own = log.signer.sign(new Checkpoint(RealLog.ORIGIN, 7, Hash.sha256(new byte[1])));
    assertThrows(SQLException.class, () -> end(own, RealLog.ORIGIN));
    assertEquals(1, log.durable(Entries.noSources()).index());
  }

  private void end(SignedNote last, String next) throws SQLException {
    try (var owner = RealLog.PARTS.postgres().database(log.database).getConnection();
        var statement = owner.createStatement()) {
      statement.execute("SET ROLE audit_owner");
      assertEquals(1, PostgresEndedLogs.end(owner, last, next));
    }
  }

  @Test
  void aPredecessorThatTheKeyDidNotSignIsRefused() throws Exception {
    var signed = log.signer.sign(new Checkpoint(RealLog.ORIGIN, 7, Hash.sha256(new byte[1])));
    var forged =
        new SignedNote(
            new Checkpoint(RealLog.ORIGIN, 8, Hash.sha256(new byte[1])).text(),
            signed.signatures());
    assertFalse(log.signer.signed(forged));
    log.operator = new Operator(false, Optional.of(forged));
    log.sequencer = log.sequencer("audit-1");
    log.startThread();
    refuses(log, "the log's key did not sign the checkpoint it is to continue");
  }

  private static Recovery recoveryAt(RealLog log, long index) {
    var entry = new PostgresReader(log.application).entry(index).orElseThrow().entry();
    assertEquals(EntryType.LOG_RECOVERY, entry.type());
    return assertInstanceOf(Recovery.class, entry.get(Member.RECOVERY));
  }

  private static void refuses(RealLog log, String difference) {
    RealLog.until(() -> log.sequencer.state() == State.REFUSING);
    assertEquals(difference, log.sequencer.refusal());
    assertEquals(new AppendResult.Refused(Reason.LOG_ROLLED_BACK), log.append(Entries.noSources()));
  }
}

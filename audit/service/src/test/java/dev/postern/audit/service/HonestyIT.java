package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.LogCheck;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import dev.postern.audit.service.sequencer.Sequencer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody may do to the log, and what is noticed when somebody does it all the same. */
class HonestyIT {
  static final String[] GUARDS_OFF = {
    "ALTER TABLE leaf DISABLE TRIGGER ALL",
    "ALTER TABLE head DISABLE TRIGGER ALL",
    "ALTER TABLE tile DISABLE TRIGGER ALL",
    "ALTER TABLE checkpoint DISABLE TRIGGER ALL"
  };

  private final RealLog log = new RealLog(Duration.ofSeconds(60)).start();

  @AfterEach
  void close() throws InterruptedException {
    log.close();
  }

  @Test
  void theServicesLoginCanOnlyAppend() {
    log.durable(Entries.noSources());
    for (var sql :
        new String[] {
          "UPDATE leaf SET tenant = 'x'",
          "DELETE FROM leaf",
          "TRUNCATE leaf CASCADE",
          "UPDATE tile SET level = 3",
          "DELETE FROM checkpoint",
          "DELETE FROM head",
          "UPDATE head SET size = 0",
          "UPDATE payload SET ciphertext = ''",
          "DELETE FROM subject",
          "ALTER TABLE leaf DISABLE TRIGGER ALL",
          "DROP TABLE leaf CASCADE",
          "SET ROLE audit_owner",
          "SET session_replication_role = replica"
        }) {
      assertThrows(SQLException.class, () -> execute(sql), sql);
    }
    assertEquals(1, log.checkpointStore.head().size());
  }

  @Test
  void theGuardsHoldForASuperuserUntilTheyAreSwitchedOff() {
    log.durable(Entries.noSources());
    for (var sql :
        new String[] {
          "UPDATE leaf SET tenant = 'x'", "DELETE FROM leaf", "TRUNCATE leaf CASCADE"
        }) {
      assertThrows(
          SQLException.class,
          () -> log.asSuperuser("SET session_replication_role = replica", sql),
          sql);
    }
  }

  @Test
  void anEditedEntryIsNamedByTheCheckOfTheWholeLog() throws Exception {
    log.fill(10);
    log.checkpoints.tick();
    assertInstanceOf(LogCheck.Result.Proven.class, log.check());
    log.asSuperuser(GUARDS_OFF);
    log.asSuperuser("UPDATE leaf SET leaf = set_byte(leaf, 20, 33) WHERE idx = 4");
    var broken = assertInstanceOf(LogCheck.Result.Broken.class, log.check());
    assertEquals("tile/entries/000.p/10", broken.file());
    assertEquals(4, broken.index());
  }

  @Test
  void anEntryEditedWithItsHashIsFoundAgainstTheCheckpointAtStart() throws Exception {
    tampered(
        "UPDATE leaf SET leaf = l, hash = sha256('\\x00'::bytea || l) "
            + "FROM (SELECT set_byte(leaf, 20, 33) AS l FROM leaf WHERE idx = 4) x WHERE idx = 4");
    refuses();
  }

  @Test
  void aLogCutBelowItsCheckpointIsRefusedAtStart() throws Exception {
    tampered(
        "DELETE FROM leaf WHERE idx >= 8",
        "UPDATE head SET size = 8, root = (SELECT root FROM checkpoint WHERE size = 8)");
    refuses();
  }

  @Test
  void aLogCutBelowItsHeadIsRefusedAtStart() throws Exception {
    tampered("DELETE FROM leaf WHERE idx = 9");
    refuses();
  }

  @Test
  void aCheckpointThatTheKeyDidNotSignIsRefusedAtStart() throws Exception {
    tampered(
        "UPDATE checkpoint SET note = overlay(note PLACING"
            + " CASE substr(note, length(note) - 20, 1) WHEN 'A' THEN 'B' ELSE 'A' END"
            + " FROM length(note) - 20) WHERE size = 10");
    refuses();
  }

  @Test
  void aLogRolledBackUnderARunningServiceIsRefused() throws Exception {
    for (int i = 0; i < 10; i++) {
      log.durable(Entries.noSources());
      log.checkpoints.tick();
    }
    log.asSuperuser(GUARDS_OFF);
    log.asSuperuser(
        "DELETE FROM leaf WHERE idx >= 8",
        "DELETE FROM checkpoint WHERE size > 8",
        "UPDATE head SET size = 8, root = (SELECT root FROM checkpoint WHERE size = 8)");
    log.append(Entries.noSources());
    RealLog.until(() -> log.sequencer.state() == Sequencer.State.REFUSING);
    assertEquals(new AppendResult.Refused(Reason.LOG_ROLLED_BACK), log.append(Entries.noSources()));
  }

  @Test
  void anUntouchedLogGoesOnAfterARestart() throws Exception {
    log.fill(300);
    log.checkpoints.tick();
    log.restart();
    log.start();
    assertEquals(300, log.durable(Entries.noSources()).index());
    log.checkpoints.tick();
    assertInstanceOf(LogCheck.Result.Proven.class, log.check());
  }

  private void tampered(String... statements) throws Exception {
    for (int i = 0; i < 10; i++) {
      log.durable(Entries.noSources());
      log.checkpoints.tick();
    }
    log.stop();
    log.asSuperuser(GUARDS_OFF);
    log.asSuperuser(statements);
  }

  private void refuses() throws InterruptedException {
    log.restart();
    log.startThread();
    RealLog.until(() -> log.sequencer.state() != Sequencer.State.STANDBY);
    assertEquals(Sequencer.State.REFUSING, log.sequencer.state());
    assertEquals(new AppendResult.Refused(Reason.LOG_ROLLED_BACK), log.append(Entries.noSources()));
    log.checkpoints.tick();
    assertTrue(log.checkpoints.latest().isEmpty());
  }

  private void execute(String sql) throws SQLException {
    try (var connection = log.application.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

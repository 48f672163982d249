package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.service.sequencer.NotDurable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A replica that could be promoted without what was acknowledged is no replica for the log. */
class ReplicaIT {
  private static final String SLOT = "away";

  private final RealLog log = new RealLog(Duration.ofSeconds(60));

  @AfterEach
  void close() throws Exception {
    setting("ALTER SYSTEM RESET synchronous_standby_names");
    log.close();
  }

  @Test
  void aReplicaThatNoCommitWaitsForIsRefusedByName() throws Exception {
    try (var connection = replica("behind");
        var stream = streaming(connection)) {
      RealLog.until(
          () -> confirmed(stream) && refused().equals("behind is no named synchronous standby"));
    }
    RealLog.until(() -> refused().isEmpty());
  }

  @Test
  void aNamedSynchronousStandbyIsAccepted() throws Exception {
    setting("ALTER SYSTEM SET synchronous_standby_names = 'standby1'");
    try (var connection = replica("standby1");
        var stream = streaming(connection)) {
      RealLog.until(() -> confirmed(stream) && refused().isEmpty());
    }
  }

  /** It has written down what it was sent, and says so. */
  private static boolean confirmed(PGReplicationStream stream) {
    try {
      stream.readPending();
      stream.setFlushedLSN(stream.getLastReceiveLSN());
      stream.forceUpdateStatus();
      return true;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReplicaThatIsAwayIsRefusedByItsSlot() throws Exception {
    log.asSuperuser("SELECT pg_create_physical_replication_slot('" + SLOT + "', true)");
    try {
      var refused = assertThrows(NotDurable.class, log.store::requireDurable);
      assertEquals(
          "the holder of replication slot away is no named synchronous standby",
          refused.getMessage());
    } finally {
      log.asSuperuser("SELECT pg_drop_replication_slot('" + SLOT + "')");
    }
  }

  private String refused() {
    try {
      log.store.requireDurable();
      return "";
    } catch (NotDurable e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void setting(String sql) throws SQLException {
    log.asSuperuser(sql);
    log.asSuperuser("SELECT pg_reload_conf()");
  }

  /** The wire of a real replica: a WAL sender streams to it. */
  private static Connection replica(String name) throws SQLException {
    var source = RealLog.PARTS.postgres().database("postgres");
    source.setApplicationName(name);
    source.setProperty(PGProperty.REPLICATION, "true");
    source.setProperty(PGProperty.PREFER_QUERY_MODE, "simple");
    source.setAssumeMinServerVersion("10");
    return source.getConnection();
  }

  private static PGReplicationStream streaming(Connection connection) throws SQLException {
    var api = connection.unwrap(PGConnection.class).getReplicationAPI();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("IDENTIFY_SYSTEM")) {
      rows.next();
      return api.replicationStream()
          .physical()
          .withStartPosition(LogSequenceNumber.valueOf(rows.getString("xlogpos")))
          .start();
    }
  }
}

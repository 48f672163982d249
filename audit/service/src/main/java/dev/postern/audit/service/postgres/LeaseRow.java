package dev.postern.audit.service.postgres;

import dev.postern.audit.service.sequencer.StoreFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Who leads: epoch, holder and end of the lease, in the same row as the committed size. No session
 * holds the lead, so a leader may change its login between two statements.
 */
final class LeaseRow {
  private static final System.Logger LOGGER = System.getLogger(LeaseRow.class.getName());

  /** Well below the lease: a live leader's commit is over long before. */
  private static final String LOCK_PATIENCE = "SET LOCAL lock_timeout TO '1s'";

  /** PostgreSQL's {@code lock_not_available}. */
  private static final String LOCKED = "55P03";

  private final Database database;
  private final String origin;

  LeaseRow(Database database, String origin) {
    this.database = database;
    this.origin = origin;
  }

  boolean take(String holder, Duration lease) {
    try {
      return database.durably(connection -> taken(connection, holder, lease));
    } catch (StoreFailure e) {
      if (e.getCause() instanceof SQLException refused && LOCKED.equals(refused.getSQLState())) {
        endPausedLeader();
        return false;
      }
      throw e;
    }
  }

  private boolean taken(Connection connection, String holder, Duration lease) throws SQLException {
    var sql =
        """
        UPDATE head SET epoch = epoch + 1, holder = ?, origin = coalesce(origin, ?),
          until = clock_timestamp() + ? * interval '1 millisecond'
        WHERE until < clock_timestamp() OR holder = ?
        """;
    try (var patience = connection.createStatement();
        var update = connection.prepareStatement(sql)) {
      patience.execute(LOCK_PATIENCE);
      update.setString(1, holder);
      update.setString(2, origin);
      update.setLong(3, lease.toMillis());
      update.setString(4, holder);
      return update.executeUpdate() == 1;
    }
  }

  /** A leader that stands still in the middle of a commit keeps its locks; its lease is over. */
  private void endPausedLeader() {
    long ended =
        database.run(
            connection -> {
              try (var statement = connection.createStatement();
                  var rows = statement.executeQuery("SELECT end_paused_leader()")) {
                return rows.next() ? rows.getLong(1) : 0L;
              }
            });
    if (ended > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING, "ended {0} sessions of a leader whose lease is over", ended);
    }
  }

  boolean renew(long epoch, long size, Duration lease) {
    var sql =
        """
        UPDATE head SET until = clock_timestamp() + ? * interval '1 millisecond'
        WHERE epoch = ? AND size = ?
        """;
    return database.run(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, lease.toMillis());
            update.setLong(2, epoch);
            update.setLong(3, size);
            return update.executeUpdate() == 1;
          }
        });
  }

  void release(long epoch) {
    var unused =
        database.run(
            connection -> {
              var sql = "UPDATE head SET until = clock_timestamp() WHERE epoch = ?";
              try (var update = connection.prepareStatement(sql)) {
                update.setLong(1, epoch);
                return update.executeUpdate() == 1;
              }
            });
  }
}

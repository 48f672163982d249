package dev.postern.audit.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a kill is placed. What a writer would pass in a millisecond it is made to wait for, so that
 * it stands there when it ends.
 */
enum Moment {
  /** Anywhere. */
  AT_RANDOM("", ""),
  /** A batch was taken from the queue, nothing of it is written. */
  BEFORE_THE_HEAD_MOVES("SELECT FROM head FOR UPDATE", "Lock"),
  /** The head has moved in an open transaction, the entries have not come. */
  BETWEEN_HEAD_AND_ENTRIES("LOCK TABLE leaf IN SHARE MODE", "Lock"),
  /** Durable here, and nobody was told: the commit waits for a standby that does not exist. */
  COMMITTED_AND_NOT_ACKNOWLEDGED("", "SyncRep"),
  /** A checkpoint is signed and not kept. */
  SIGNED_AND_NOT_KEPT("LOCK TABLE checkpoint IN SHARE MODE", "Lock"),
  /** It had just been killed and was starting again. */
  WHILE_IT_STARTS("", "");

  private static final String STANDBY = "synchronous_standby_names";

  private final String lock;
  private final String awaited;

  Moment(String lock, String awaited) {
    this.lock = lock;
    this.awaited = awaited;
  }

  /** Returns once the writer of this database stands there. */
  Held reach(String database, RandomGenerator random) throws SQLException {
    switch (this) {
      case AT_RANDOM, WHILE_IT_STARTS -> {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
        return new Held(null);
      }
      case COMMITTED_AND_NOT_ACKNOWLEDGED -> {
        server("ALTER SYSTEM SET " + STANDBY + " = 'nobody'", "SELECT pg_reload_conf()");
        await(database);
        return new Held(null);
      }
      case BEFORE_THE_HEAD_MOVES, BETWEEN_HEAD_AND_ENTRIES, SIGNED_AND_NOT_KEPT -> {
        var locking = RealLog.PARTS.postgres().database(database).getConnection();
        locking.setAutoCommit(false);
        run(locking, List.of(lock));
        await(database);
        return new Held(locking);
      }
    }
    throw new AssertionError(this);
  }

  /** What holds the writer there. */
  final class Held {
    private final @Nullable Connection locking;

    private Held(@Nullable Connection locking) {
      this.locking = locking;
    }

    /** Lets go. The database must be up. */
    void release() throws SQLException {
      if (locking != null) {
        locking.abort(Runnable::run);
      }
      if (Moment.this == COMMITTED_AND_NOT_ACKNOWLEDGED) {
        server("ALTER SYSTEM RESET " + STANDBY, "SELECT pg_reload_conf()");
      }
    }
  }

  private void await(String database) {
    RealLog.until(() -> waiting(database));
  }

  private boolean waiting(String database) {
    var sql =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = ?"
            + " AND (wait_event_type = ? OR wait_event = ?)";
    try (var connection = RealLog.PARTS.postgres().database("postgres").getConnection();
        var select = connection.prepareStatement(sql)) {
      select.setString(1, database);
      select.setString(2, awaited);
      select.setString(3, awaited);
      try (var rows = select.executeQuery()) {
        return rows.next() && rows.getLong(1) > 0;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void server(String... statements) throws SQLException {
    try (var connection = RealLog.PARTS.postgres().database("postgres").getConnection()) {
      run(connection, List.of(statements));
    }
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}

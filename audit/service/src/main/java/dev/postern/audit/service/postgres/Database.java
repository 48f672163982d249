package dev.postern.audit.service.postgres;

import dev.postern.audit.service.sequencer.StoreFailure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work on a connection of the pool; every failure of the database is one kind of failure. */
final class Database {
  private static final String PRESENT = "public";

  private final DataSource source;
  private final String schema;

  /** Work on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  Database(DataSource source) {
    this(source, PRESENT);
  }

  /** On the tables of a log that ended. */
  Database(DataSource source, String schema) {
    this.source = source;
    this.schema = schema;
  }

  /** Statements that each commit for themselves. */
  <T> T run(Work<T> work) {
    try (var connection = source.getConnection()) {
      return schema.equals(PRESENT) ? work.on(connection) : elsewhere(connection, work);
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  /** The pool's connections look at the present log again afterwards. */
  private <T> T elsewhere(Connection connection, Work<T> work) throws SQLException {
    connection.setSchema(schema);
    try {
      return work.on(connection);
    } finally {
      connection.setSchema(PRESENT);
    }
  }

  /** One transaction, durable when this returns; it is rolled back where the work fails. */
  <T> T durably(Work<T> work) {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("SET LOCAL synchronous_commit TO on");
        var result = work.on(connection);
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }
}

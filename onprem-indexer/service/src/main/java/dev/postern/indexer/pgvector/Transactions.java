package dev.postern.indexer.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Work in one transaction; what the server says of a failure may hold values and stays there. */
final class Transactions {

  private final DataSource database;

  Transactions(DataSource database) {
    this.database = database;
  }

  /** What is done in the transaction. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  <T> T call(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

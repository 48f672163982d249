package dev.postern.bridge.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements over one pool: parameters bound in order, one transaction at a time. */
final class Database {
  private final DataSource pool;

  Database(DataSource pool) {
    this.pool = pool;
  }

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Works in one transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return query(connection, sql, row, parameters);
    }
  }

  static <T> List<T> query(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(row.read(rows));
      }
      return read;
    }
  }

  int update(String sql, @Nullable Object... parameters) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return update(connection, sql, parameters);
    }
  }

  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  <T> T transaction(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      @Nullable Object parameter = parameters[i];
      if (parameter instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts));
      } else if (parameter instanceof java.time.Instant at) {
        statement.setObject(i + 1, at.atOffset(java.time.ZoneOffset.UTC));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
    return statement;
  }
}

package dev.postern.toolbox.backup;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The subjects' keys in the log's database, held against a copy of them or put back from it. A copy
 * is what the audit service writes: CSV of {@code
 * kind,serial,key_id,tenant,subject,wrapped,made_at}.
 */
final class KeyTable {
  /** Tables that no other backup holds. */
  static final List<String> APART = List.of("public.subject_key", "public.destroyed_key");

  private static final String COPY =
      "CREATE TEMPORARY TABLE copy (kind text, serial bigint, key_id uuid, tenant text,"
          + " subject text, wrapped text, made_at timestamptz) ON COMMIT DROP";

  private final PostgreSQL server;

  KeyTable(PostgreSQL server) {
    this.server = server;
  }

  /** Whether the copy has every key, wrapped as it is now. */
  boolean isIn(Path copy) throws IOException {
    return with(
        copy,
        statement ->
            number(
                    statement,
                    "SELECT count(*) FROM subject_key k WHERE NOT EXISTS (SELECT FROM copy c"
                        + " WHERE c.key_id = k.key_id AND c.wrapped = k.wrapped)")
                == 0);
  }

  /**
   * Puts the keys back into tables that hold none.
   *
   * @return the oldest version of the wrapping key that opens any of them
   */
  int load(Path copy) throws IOException {
    return with(
        copy,
        statement -> {
          statement.execute(
              "INSERT INTO subject_key (key_id, tenant, subject, wrapped, made_at)"
                  + " SELECT key_id, tenant, subject, wrapped, made_at FROM copy"
                  + " WHERE kind = 'key'");
          statement.execute(
              "INSERT INTO destroyed_key (key_id, tenant, subject)"
                  + " SELECT key_id, tenant, subject FROM copy WHERE kind = 'destroyed'"
                  + " ORDER BY serial");
          statement.execute(
              "UPDATE wrapping_key SET oldest = greatest(oldest,"
                  + " (SELECT wrapped::int FROM copy WHERE kind = 'oldest'))");
          return number(statement, "SELECT oldest FROM wrapping_key");
        });
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  private <T> T with(Path copy, Work<T> work) throws IOException {
    try (Connection connection = server.database("audit").getConnection();
        Statement statement = connection.createStatement();
        InputStream rows = Files.newInputStream(copy)) {
      connection.setAutoCommit(false);
      statement.execute(COPY);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY copy FROM STDIN WITH (FORMAT csv, HEADER match)", rows);
      T result = work.on(statement);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new ToolboxException("the keys of " + copy + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

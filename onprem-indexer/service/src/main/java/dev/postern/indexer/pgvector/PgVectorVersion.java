package dev.postern.indexer.pgvector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Refuses pgvector before 0.8.4: earlier ones corrupt HNSW graphs on vacuum (pgvector changelog,
 * 0.8.3 and 0.8.4).
 */
public final class PgVectorVersion {

  private static final int[] LEAST = {0, 8, 4};

  private PgVectorVersion() {}

  /**
   * Asks the database.
   *
   * @throws IllegalStateException where the extension is missing or too old
   */
  public static void require(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select extversion from pg_extension where extname = 'vector'")) {
      if (!row.next() || !isRecent(row.getString(1))) {
        throw new IllegalStateException("the index database needs pgvector 0.8.4 or later");
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  static boolean isRecent(String version) {
    int[] parts =
        Arrays.stream(version.split("\\D+", -1))
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return Arrays.compare(parts, LEAST) >= 0;
  }
}

package dev.postern.audit.service.postgres;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.export.Exported;
import dev.postern.audit.service.review.Decided;
import dev.postern.audit.service.review.EntryWindows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Entries in windows, from the log's tables. */
public final class PostgresWindows implements EntryWindows {
  private final Database database;

  /** A reader under the application's login. */
  public PostgresWindows(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public long size() {
    return database.run(PostgresWindows::size);
  }

  private static long size(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT size FROM head")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  // Times of commit grow with the index: a search by halves needs no index of its own.
  @Override
  public long firstSince(Instant time) {
    return database.run(
        connection -> {
          long low = 0;
          long high = size(connection);
          try (var select =
              connection.prepareStatement("SELECT committed_at FROM leaf WHERE idx = ?")) {
            while (low < high) {
              long middle = (low + high) >>> 1;
              select.setLong(1, middle);
              try (var rows = select.executeQuery()) {
                boolean before =
                    rows.next()
                        && rows.getObject(1, OffsetDateTime.class).toInstant().isBefore(time);
                low = before ? middle + 1 : low;
                high = before ? high : middle;
              }
            }
          }
          return low;
        });
  }

  @Override
  public List<Exported> window(long first, long end, @Nullable String tenant) {
    // A later outcome supersedes the reconciliation before it.
    var sql =
        """
        SELECT l.idx, l.leaf,
          ARRAY (SELECT s.handle FROM subject s WHERE s.idx = l.idx ORDER BY s.handle),
          CASE WHEN l.type IN ('EGRESS_INTENT', 'LOCAL_INTENT') THEN
            (SELECT c.leaf FROM leaf c WHERE c.question_id = l.question_id AND c.ref = l.idx
               AND c.type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER', 'RECONCILIATION')
             ORDER BY c.idx DESC LIMIT 1) END
        FROM leaf l
        WHERE l.idx >= ? AND l.idx < ? AND (?::text IS NULL OR l.tenant = ?)
        ORDER BY l.idx
        """;
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            return found(select, first, end, tenant, PostgresWindows::exported);
          }
        });
  }

  @Override
  public List<Decided> decided(long first, long end, @Nullable String tenant) {
    var sql =
        """
        SELECT l.id, l.question_id, l.committed_at, p.ciphertext
        FROM leaf l LEFT JOIN payload p USING (idx)
        WHERE l.idx >= ? AND l.idx < ? AND (?::text IS NULL OR l.tenant = ?)
          AND l.type IN ('EGRESS_INTENT', 'LOCAL_INTENT', 'EGRESS_DENIED', 'NO_SOURCES')
          AND l.question_id IS NOT NULL
        ORDER BY l.idx
        """;
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            return found(select, first, end, tenant, PostgresWindows::decided);
          }
        });
  }

  private static Decided decided(ResultSet rows) throws SQLException {
    byte @Nullable [] ciphertext = rows.getBytes(4);
    return new Decided(
        rows.getObject(1, UUID.class),
        rows.getObject(2, UUID.class),
        rows.getObject(3, OffsetDateTime.class).toInstant(),
        ciphertext == null ? null : Payload.of(ciphertext));
  }

  /** Makes something of a row. */
  private interface Row<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private static <T> List<T> found(
      PreparedStatement select, long first, long end, @Nullable String tenant, Row<T> row)
      throws SQLException {
    select.setLong(1, first);
    select.setLong(2, end);
    select.setString(3, tenant);
    select.setString(4, tenant);
    var found = new ArrayList<T>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(row.of(rows));
      }
    }
    return found;
  }

  private static Exported exported(ResultSet rows) throws SQLException {
    byte @Nullable [] closing = rows.getBytes(4);
    return new Exported(
        rows.getLong(1),
        Entry.parse(rows.getBytes(2)),
        List.of((String[]) rows.getArray(3).getArray()),
        closing == null ? null : Entry.parse(closing));
  }
}

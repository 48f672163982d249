package dev.postern.audit.service.postgres;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.export.Exported;
import dev.postern.audit.service.review.DisclosureReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What concerns a patient, by the index beside the log. */
public final class PostgresDisclosures implements DisclosureReader {
  private final DataSource source;

  /** A reader under the application's login, of the present log and of those that ended. */
  public PostgresDisclosures(DataSource source) {
    this.source = source;
  }

  /** Where a log's tables are, and its name where it ended. */
  private record Log(Database tables, @Nullable String ended) {}

  /** All of them, oldest first: a recovery takes nothing out of a patient's accounting. */
  private List<Log> logs() {
    var logs = new ArrayList<Log>();
    for (var ended : new PostgresEndedLogs(source).all()) {
      logs.add(new Log(PostgresEndedLogs.tables(source, ended), ended.origin()));
    }
    logs.add(new Log(new Database(source), null));
    return logs;
  }

  @Override
  public List<String> tenants() {
    return logs().stream().flatMap(log -> tenants(log.tables()).stream()).distinct().toList();
  }

  private static List<String> tenants(Database tables) {
    // One step of the index for each tenant, however many entries there are.
    var sql =
        """
        WITH RECURSIVE known AS (
          (SELECT tenant FROM subject ORDER BY tenant LIMIT 1)
          UNION ALL
          SELECT (SELECT s.tenant FROM subject s WHERE s.tenant > known.tenant
                  ORDER BY s.tenant LIMIT 1)
          FROM known WHERE known.tenant IS NOT NULL)
        SELECT tenant FROM known WHERE tenant IS NOT NULL
        """;
    return tables.run(
        connection -> {
          var found = new ArrayList<String>();
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }

  @Override
  public List<Exported> intents(String tenant, String handle, Instant since, int limit) {
    var found = new ArrayList<Exported>();
    for (var log : logs()) {
      found.addAll(intents(log, tenant, handle, since, limit - found.size()));
    }
    return found;
  }

  private static List<Exported> intents(
      Log log, String tenant, String handle, Instant since, int limit) {
    // A later outcome supersedes the reconciliation before it.
    var sql =
        """
        SELECT i.idx, i.leaf,
          (SELECT c.leaf FROM leaf c WHERE c.question_id = i.question_id AND c.ref = i.idx
             AND c.type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER', 'RECONCILIATION')
           ORDER BY c.idx DESC LIMIT 1)
        FROM subject s JOIN leaf i ON i.idx = s.idx
        WHERE s.tenant = ? AND s.handle = ? AND i.type IN ('EGRESS_INTENT', 'LOCAL_INTENT')
          AND i.committed_at >= ?
        ORDER BY i.idx LIMIT ?
        """;
    return log.tables()
        .run(
            connection -> {
              try (var select = connection.prepareStatement(sql)) {
                select.setString(1, tenant);
                select.setString(2, handle);
                select.setObject(3, since.atOffset(ZoneOffset.UTC));
                select.setInt(4, limit);
                var found = new ArrayList<Exported>();
                try (var rows = select.executeQuery()) {
                  while (rows.next()) {
                    found.add(exported(rows, handle, log.ended()));
                  }
                }
                return found;
              }
            });
  }

  private static Exported exported(ResultSet rows, String handle, @Nullable String ended)
      throws SQLException {
    byte @Nullable [] closing = rows.getBytes(3);
    return new Exported(
        rows.getLong(1),
        Entry.parse(rows.getBytes(2)),
        List.of(handle),
        closing == null ? null : Entry.parse(closing),
        ended);
  }
}

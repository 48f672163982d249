package dev.postern.audit.service.postgres;

import dev.postern.audit.service.sequencer.SubjectKey;
import dev.postern.audit.service.sequencer.SubjectKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of wrapped keys. */
public final class PostgresSubjectKeys implements SubjectKeys {
  private final Database database;

  /** Keys under the application's login. */
  public PostgresSubjectKeys(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public List<SubjectKey> lookup(String tenant, List<String> subjects) {
    return database.run(connection -> find(connection, tenant, subjects));
  }

  @Override
  public List<SubjectKey> keep(String tenant, List<SubjectKey> keys) {
    var sql =
        """
        INSERT INTO subject_key (key_id, tenant, subject, wrapped) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, subject) DO NOTHING
        """;
    return database.durably(
        connection -> {
          requireFresh(connection, keys);
          try (var insert = connection.prepareStatement(sql)) {
            for (var key :
                keys.stream().sorted((a, b) -> a.subject().compareTo(b.subject())).toList()) {
              insert.setObject(1, key.keyId());
              insert.setString(2, tenant);
              insert.setString(3, key.subject());
              insert.setString(4, key.wrapped());
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return find(connection, tenant, keys.stream().map(SubjectKey::subject).toList());
        });
  }

  /** The lock makes sure that no older version comes in once the rest is being wrapped anew. */
  private static void requireFresh(Connection connection, List<SubjectKey> keys)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT oldest FROM wrapping_key FOR SHARE")) {
      rows.next();
      int oldest = rows.getInt(1);
      if (keys.stream().anyMatch(key -> key.version() < oldest)) {
        throw new StaleWrapping();
      }
    }
  }

  private static List<SubjectKey> find(Connection connection, String tenant, List<String> subjects)
      throws SQLException {
    var sql =
        "SELECT key_id, subject, wrapped FROM subject_key WHERE tenant = ? AND subject = ANY (?)";
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, tenant);
      select.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      return keys(select);
    }
  }

  static List<SubjectKey> keys(PreparedStatement select) throws SQLException {
    var found = new ArrayList<SubjectKey>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new SubjectKey(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)));
      }
    }
    return found;
  }
}

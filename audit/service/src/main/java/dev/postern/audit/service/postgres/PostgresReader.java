package dev.postern.audit.service.postgres;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.SubjectKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Single entries from the log's tables. */
public final class PostgresReader implements LogReader {
  private final Database database;

  /** A reader under the application's login. */
  public PostgresReader(DataSource source) {
    this(new Database(source));
  }

  PostgresReader(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Stored> entry(long index) {
    return database.run(
        connection -> {
          var sql = "SELECT idx, leaf FROM leaf WHERE idx = ?";
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, index);
            return stored(select);
          }
        });
  }

  @Override
  public Optional<Stored> entry(UUID id) {
    return database.run(
        connection -> {
          var sql = "SELECT idx, leaf FROM leaf WHERE id = ?";
          try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            return stored(select);
          }
        });
  }

  private static Optional<Stored> stored(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(new Stored(rows.getLong(1), Entry.parse(rows.getBytes(2))))
          : Optional.empty();
    }
  }

  @Override
  public Optional<Payload> payload(long index) {
    return database.run(
        connection -> {
          var sql = "SELECT ciphertext FROM payload WHERE idx = ?";
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, index);
            try (var rows = select.executeQuery()) {
              return rows.next() ? Optional.of(Payload.of(rows.getBytes(1))) : Optional.empty();
            }
          }
        });
  }

  @Override
  public List<String> patients(long index) {
    return database.run(
        connection -> {
          var sql = "SELECT handle FROM subject WHERE idx = ? ORDER BY handle";
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, index);
            var found = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                found.add(rows.getString(1));
              }
            }
            return found;
          }
        });
  }

  @Override
  public List<SubjectKey> keys(List<UUID> keyIds) {
    return database.run(
        connection -> {
          // Keys are not the log's: those of a log that ended are where all are.
          var sql =
              "SELECT key_id, subject, wrapped FROM public.subject_key WHERE key_id = ANY (?)";
          try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", keyIds.toArray()));
            return PostgresSubjectKeys.keys(select);
          }
        });
  }
}

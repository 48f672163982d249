package dev.postern.audit.service.postgres;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.TimestampStore;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The table of time stamps. */
public final class PostgresTimestamps implements TimestampStore {
  private final Database database;

  /** Stamps under the application's login. */
  public PostgresTimestamps(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public Optional<Last> last() {
    var sql = "SELECT size, kept_at FROM timestamp_response ORDER BY size DESC LIMIT 1";
    return database.run(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.next()
                ? Optional.of(
                    new Last(rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant()))
                : Optional.empty();
          }
        });
  }

  @Override
  public void keep(long size, byte[] response) {
    var sql =
        "INSERT INTO timestamp_response (size, response) VALUES (?, ?) ON CONFLICT DO NOTHING";
    int rows =
        database.durably(
            connection -> {
              try (var insert = connection.prepareStatement(sql)) {
                insert.setLong(1, size);
                insert.setBytes(2, response);
                return insert.executeUpdate();
              }
            });
    System.getLogger(PostgresTimestamps.class.getName())
        .log(System.Logger.Level.DEBUG, "time stamp kept: {0}", rows == 1);
  }

  @Override
  public List<Long> sizes() {
    return database.run(
        connection -> {
          var sizes = new ArrayList<Long>();
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery("SELECT size FROM timestamp_response ORDER BY size")) {
            while (rows.next()) {
              sizes.add(rows.getLong(1));
            }
          }
          return sizes;
        });
  }

  @Override
  public Optional<Kept> checkpoint(long size) {
    var sql = "SELECT note FROM timestamp_response JOIN checkpoint USING (size) WHERE size = ?";
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, size);
            try (var rows = select.executeQuery()) {
              return rows.next() ? Optional.of(kept(rows.getString(1))) : Optional.empty();
            }
          }
        });
  }

  private static Kept kept(String note) {
    return new Kept(Checkpoint.parse(SignedNote.parse(note).text()), note);
  }

  @Override
  public Optional<byte[]> response(long size) {
    var sql = "SELECT response FROM timestamp_response WHERE size = ?";
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, size);
            try (var rows = select.executeQuery()) {
              return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
          }
        });
  }
}

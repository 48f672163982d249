package dev.postern.audit.service.postgres;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Head;
import dev.postern.audit.service.sequencer.Inconsistent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** The checkpoints' table and the tiles they are about. */
public final class PostgresCheckpoints implements CheckpointStore {
  private final Database database;

  /** Checkpoints under the application's login. */
  public PostgresCheckpoints(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public Head head() {
    return database.run(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("SELECT size, root FROM head")) {
            if (!rows.next()) {
              throw new Inconsistent("the head is gone");
            }
            return new Head(rows.getLong(1), Hash.of(rows.getBytes(2)));
          }
        });
  }

  @Override
  public Optional<Kept> latest() {
    return database.run(
        connection -> {
          var sql = "SELECT note, size, root FROM checkpoint ORDER BY size DESC LIMIT 1";
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
              return Optional.empty();
            }
            return Optional.of(
                kept(rows.getString(1), new Head(rows.getLong(2), Hash.of(rows.getBytes(3)))));
          }
        });
  }

  private static Kept kept(String note, Head stored) {
    try {
      var checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
      if (checkpoint.size() == stored.size() && checkpoint.root().equals(stored.root())) {
        return new Kept(checkpoint, note);
      }
      throw new Inconsistent("checkpoint " + stored.size() + " is not what its note says");
    } catch (IllegalArgumentException e) {
      throw new Inconsistent("checkpoint " + stored.size() + " cannot be read");
    }
  }

  @Override
  public void keep(Kept kept) {
    var sql =
        "INSERT INTO checkpoint (size, root, note) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING";
    int rows =
        database.durably(
            connection -> {
              try (var insert = connection.prepareStatement(sql)) {
                insert.setLong(1, kept.checkpoint().size());
                insert.setBytes(2, kept.checkpoint().root().bytes());
                insert.setString(3, kept.note());
                return insert.executeUpdate();
              }
            });
    System.getLogger(PostgresCheckpoints.class.getName())
        .log(System.Logger.Level.DEBUG, "checkpoint kept: {0}", rows == 1);
  }

  @Override
  public Optional<Instant> committedAt(long index) {
    return database.run(
        connection -> {
          var sql = "SELECT committed_at FROM leaf WHERE idx = ?";
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, index);
            try (var rows = select.executeQuery()) {
              return rows.next()
                  ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public LogSource tiles(long size) {
    return new PostgresTiles(database, size);
  }
}

package dev.postern.audit.service.postgres;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Head;
import dev.postern.audit.service.sequencer.Inconsistent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The checkpoints' table and the tiles they are about. */
public final class PostgresCheckpoints implements CheckpointStore {
  /** A checkpoint's note with the lines of its witnesses below. */
  private static final String NOTE =
      """
      SELECT c.note || coalesce((SELECT string_agg(g.line, '' ORDER BY g.witness)
                                   FROM cosignature g WHERE g.size = c.size), ''),
             c.size, c.root
        FROM checkpoint c WHERE c.size = (%s)
      """;

  private static final String NEWEST = "SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1";
  private static final String COSIGNED =
      "SELECT size FROM cosignature WHERE size >= ? GROUP BY size HAVING count(*) >= ?"
          + " ORDER BY size DESC LIMIT 1";

  private final Database database;

  /** Checkpoints under the application's login. */
  public PostgresCheckpoints(DataSource source) {
    this(new Database(source));
  }

  PostgresCheckpoints(Database database) {
    this.database = database;
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
          try (var select = connection.prepareStatement(NOTE.formatted(NEWEST))) {
            return one(select);
          }
        });
  }

  @Override
  public Optional<Kept> cosigned(long atLeast, int witnesses) {
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement(NOTE.formatted(COSIGNED))) {
            select.setLong(1, atLeast);
            select.setInt(2, witnesses);
            return one(select);
          }
        });
  }

  private static Optional<Kept> one(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(
              kept(rows.getString(1), new Head(rows.getLong(2), Hash.of(rows.getBytes(3)))))
          : Optional.empty();
    }
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
  public void keep(Checkpoint checkpoint, WitnessKey by, NoteSignature cosignature) {
    var sql =
        "INSERT INTO cosignature (size, witness, line) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    int rows =
        database.run(
            connection -> {
              try (var insert = connection.prepareStatement(sql)) {
                insert.setLong(1, checkpoint.size());
                insert.setString(2, by.vkey());
                insert.setString(3, SignedNote.lines(List.of(cosignature)));
                return insert.executeUpdate();
              }
            });
    System.getLogger(PostgresCheckpoints.class.getName())
        .log(System.Logger.Level.DEBUG, "cosignature kept: {0}", rows == 1);
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

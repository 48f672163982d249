package dev.postern.audit.service.postgres;

import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.EndedLogs;
import dev.postern.audit.service.sequencer.LogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Each log that ended, in a schema of its own. */
public final class PostgresEndedLogs implements EndedLogs {
  private final DataSource source;

  /** Under the application's login, which may only read them. */
  public PostgresEndedLogs(DataSource source) {
    this.source = source;
  }

  /**
   * Lets the present log end and an empty one begin, as the owner of the tables.
   *
   * @param last the last checkpoint known of it; its signature is for the caller to verify
   * @param next the new log's name
   * @return the number of the log that ended
   */
  public static int end(Connection owner, SignedNote last, String next) throws SQLException {
    try (var call = owner.prepareStatement("SELECT end_log(?, ?)")) {
      call.setString(1, last.format());
      call.setString(2, next);
      try (var rows = call.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Override
  public List<Ended> all() {
    return new Database(source)
        .run(
            connection -> {
              var sql = "SELECT serial, checkpoint FROM ended_log ORDER BY serial";
              var found = new ArrayList<Ended>();
              try (var statement = connection.createStatement();
                  var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                  found.add(new Ended(rows.getInt(1), SignedNote.parse(rows.getString(2))));
                }
              }
              return found;
            });
  }

  @Override
  public CheckpointStore checkpoints(Ended ended) {
    return new PostgresCheckpoints(tables(ended));
  }

  @Override
  public LogReader entries(Ended ended) {
    return new PostgresReader(tables(ended));
  }

  private Database tables(Ended ended) {
    return tables(source, ended);
  }

  static Database tables(DataSource source, Ended ended) {
    return new Database(source, "ended_" + ended.serial());
  }
}

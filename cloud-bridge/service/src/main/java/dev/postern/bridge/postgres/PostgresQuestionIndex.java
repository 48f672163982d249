package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.QuestionIndex;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Entries by question. */
public final class PostgresQuestionIndex implements QuestionIndex {
  private static final System.Logger LOGGER =
      System.getLogger(PostgresQuestionIndex.class.getName());
  private final Database database;

  public PostgresQuestionIndex(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public void add(Recorded entry) {
    try {
      database.update(
          """
          INSERT INTO question_entry
            (question, index, entry, type, detail, leaf_hash, tenant, subject, purpose, at, log)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
          entry.question(),
          entry.index(),
          entry.entry(),
          entry.type(),
          entry.detail(),
          entry.leafHash(),
          entry.tenant(),
          entry.subject(),
          entry.purpose(),
          entry.at(),
          entry.log());
    } catch (SQLException e) {
      // The entry is durable in the log; only looking it up by question is not possible.
      LOGGER.log(System.Logger.Level.WARNING, "entry {0} is not indexed", entry.entry());
    }
  }

  @Override
  public List<Recorded> of(UUID question) {
    try {
      return database.query(
          """
          SELECT question, tenant, subject, purpose, entry, type, detail, log, index, leaf_hash, at
            FROM question_entry WHERE question = ? ORDER BY index
          """,
          row ->
              new Recorded(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getObject(5, UUID.class),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getLong(9),
                  row.getString(10),
                  row.getObject(11, OffsetDateTime.class).toInstant()),
          question);
    } catch (SQLException e) {
      throw new IllegalStateException("the question's entries can't be read", e);
    }
  }
}

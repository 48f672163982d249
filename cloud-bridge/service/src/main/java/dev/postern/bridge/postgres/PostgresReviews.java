package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reviews by question; random ids, codes and staff ids only. */
public final class PostgresReviews implements Reviews {
  private static final String OPEN =
      "SELECT question, tenant, subject, kind, code, opened_at FROM review"
          + " WHERE tenant = ? AND closed_at IS NULL";

  private final Database database;

  public PostgresReviews(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public void open(Review review) throws Refusal {
    try {
      database.update(
          """
          INSERT INTO review (question, tenant, subject, kind, code, opened_at)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
          review.question(),
          review.tenant(),
          review.subject(),
          review.kind(),
          review.code(),
          review.openedAt());
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  @Override
  public List<Review> open(String tenant) throws Refusal {
    try {
      return database.query(OPEN + " ORDER BY opened_at", PostgresReviews::review, tenant);
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    }
  }

  @Override
  public void close(String tenant, UUID question, Recording recording) throws Refusal {
    try {
      Optional<Refusal> kept =
          database.transaction(
              connection -> {
                List<Review> found =
                    Database.query(
                        connection,
                        OPEN + " AND question = ? FOR UPDATE",
                        PostgresReviews::review,
                        tenant,
                        question);
                if (found.isEmpty()) {
                  return Optional.of(new Refusal(Code.NOT_FOUND));
                }
                try {
                  recording.record(found.getFirst());
                } catch (Refusal refusal) {
                  return Optional.of(refusal);
                }
                Database.update(
                    connection, "UPDATE review SET closed_at = now() WHERE question = ?", question);
                return Optional.empty();
              });
      if (kept.isPresent()) {
        throw kept.get();
      }
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    }
  }

  @Override
  public Count count(Instant overdueSince) {
    try {
      return database
          .query(
              """
              SELECT count(*), count(*) FILTER (WHERE opened_at < ?) FROM review
               WHERE closed_at IS NULL
              """,
              row -> new Count(row.getLong(1), row.getLong(2)),
              overdueSince)
          .getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException("the reviews can't be counted", e);
    }
  }

  private static Review review(ResultSet row) throws SQLException {
    return new Review(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }
}

package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Budgets;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Counts per asker; a lock per asker makes counting and taking one step over all bridges. */
public final class PostgresBudgets implements Budgets {
  private static final System.Logger LOGGER = System.getLogger(PostgresBudgets.class.getName());
  private static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE reserved_at > now() - interval '1 hour'),
             (SELECT count(DISTINCT patient) FROM budget b, unnest(b.patients) AS patient
               WHERE b.tenant = ? AND b.subject = ? AND b.reserved_at > now() - interval '1 day')
        FROM budget WHERE tenant = ? AND subject = ? AND reserved_at > now() - interval '1 day'
      """;

  private final Database database;

  public PostgresBudgets(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public Recent recent(Asker asker) throws Refusal {
    try {
      return database.transaction(connection -> count(connection, asker));
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  @Override
  public Recent reserve(Asker asker, UUID question, Set<String> patients) throws Refusal {
    try {
      return database.transaction(
          connection -> {
            Database.query(
                connection,
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> "",
                asker.tenant() + "\n" + asker.subject());
            Recent before = count(connection, asker);
            Database.update(
                connection,
                "INSERT INTO budget (question, tenant, subject, patients) VALUES (?, ?, ?, ?)",
                question,
                asker.tenant(),
                asker.subject(),
                patients.toArray(String[]::new));
            return before;
          });
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  private static Recent count(Connection connection, Asker asker) throws SQLException {
    return Database.query(
            connection,
            COUNT,
            row -> new Recent(row.getInt(1), row.getInt(2)),
            asker.tenant(),
            asker.subject(),
            asker.tenant(),
            asker.subject())
        .getFirst();
  }

  @Override
  public void release(UUID question) {
    try {
      database.update("DELETE FROM budget WHERE question = ?", question);
    } catch (SQLException e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "a reservation was not released: {0}", e.getSQLState());
    }
  }
}

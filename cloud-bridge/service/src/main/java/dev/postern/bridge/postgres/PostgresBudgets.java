package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Budgets;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Counts per asker and per patient; a lock for each of them makes counting and taking one step over
 * all bridges. Locks are taken in one order, the asker's first.
 */
public final class PostgresBudgets implements Budgets {
  private static final System.Logger LOGGER = System.getLogger(PostgresBudgets.class.getName());
  private static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE reserved_at > now() - interval '1 hour'),
             (SELECT count(DISTINCT patient) FROM budget b, unnest(b.patients) AS patient
               WHERE b.tenant = ? AND b.subject = ? AND b.reserved_at > now() - interval '1 day')
        FROM budget WHERE tenant = ? AND subject = ? AND reserved_at > now() - interval '1 day'
      """;
  private static final String COUNT_PATIENTS =
      """
      SELECT coalesce(max(had), 0) FROM (
        SELECT count(*) AS had FROM budget b, unnest(b.patients) AS patient
         WHERE b.tenant = ? AND b.patients && ? AND patient = ANY (?)
           AND b.reserved_at > now() - interval '1 day'
         GROUP BY patient) AS each
      """;

  private final Database database;

  public PostgresBudgets(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public Recent recent(Asker asker) throws Refusal {
    try {
      return database.transaction(connection -> count(connection, asker, Set.of()));
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  @Override
  public Recent reserve(Asker asker, UUID question, Set<String> patients) throws Refusal {
    try {
      return database.transaction(
          connection -> {
            lock(connection, 0, asker.tenant() + "\n" + asker.subject());
            for (String patient : new TreeSet<>(patients)) {
              lock(connection, 1, asker.tenant() + "\n" + patient);
            }
            Recent before = count(connection, asker, patients);
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

  private static void lock(Connection connection, int kind, String whose) throws SQLException {
    Database.query(
        connection,
        "SELECT pg_advisory_xact_lock(hashtextextended(?, ?))",
        row -> "",
        whose,
        (long) kind);
  }

  private static Recent count(Connection connection, Asker asker, Set<String> patients)
      throws SQLException {
    String[] handles = patients.toArray(String[]::new);
    int ofPatient =
        Database.query(
                connection, COUNT_PATIENTS, row -> row.getInt(1), asker.tenant(), handles, handles)
            .getFirst();
    return Database.query(
            connection,
            COUNT,
            row -> new Recent(row.getInt(1), row.getInt(2), ofPatient),
            asker.tenant(),
            asker.subject(),
            asker.tenant(),
            asker.subject())
        .getFirst();
  }

  /** Forgets what no count looks at any more. */
  public void forgetOld() throws SQLException {
    database.update("DELETE FROM budget WHERE reserved_at < now() - interval '1 day'");
    database.update("DELETE FROM tenant_tokens WHERE day < current_date - 7");
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

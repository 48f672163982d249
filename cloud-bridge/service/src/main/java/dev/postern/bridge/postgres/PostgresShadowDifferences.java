package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.ShadowDifferences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The newest differences, for all bridges together. */
public final class PostgresShadowDifferences implements ShadowDifferences {
  private static final System.Logger LOGGER =
      System.getLogger(PostgresShadowDifferences.class.getName());

  private final Database database;

  public PostgresShadowDifferences(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public void remember(String tenant, Difference difference) {
    try {
      database.update(
          """
          INSERT INTO shadow_difference
            (question, tenant, decision, kind, controls, obligations, active, candidate, at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          difference.question(),
          tenant,
          difference.decision(),
          difference.kind().name(),
          difference.controls().toArray(String[]::new),
          difference.obligations().toArray(String[]::new),
          difference.active(),
          difference.candidate(),
          difference.at());
    } catch (SQLException e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "a difference was not remembered: {0}", e.getSQLState());
    }
  }

  @Override
  public List<Difference> newest(String tenant, int most) throws Refusal {
    try {
      return database.query(
          """
          SELECT question, decision, kind, controls, obligations, active, candidate, at
            FROM shadow_difference WHERE tenant = ? ORDER BY number DESC LIMIT ?
          """,
          PostgresShadowDifferences::difference,
          tenant,
          most);
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    }
  }

  @Override
  public Map<Kind, Long> count(String tenant) throws Refusal {
    try {
      Map<Kind, Long> counts = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        counts.put(kind, 0L);
      }
      database
          .query(
              "SELECT kind, count(*) FROM shadow_difference WHERE tenant = ? GROUP BY kind",
              row -> Map.entry(Kind.valueOf(row.getString(1)), row.getLong(2)),
              tenant)
          .forEach(count -> counts.put(count.getKey(), count.getValue()));
      return counts;
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    }
  }

  /** Keeps the newest so many, over all tenants. */
  public void forgetAllBut(long newest) throws SQLException {
    database.update(
        "DELETE FROM shadow_difference"
            + " WHERE number <= (SELECT max(number) FROM shadow_difference) - ?",
        newest);
  }

  private static Difference difference(ResultSet row) throws SQLException {
    return new Difference(
        row.getObject(1, UUID.class),
        row.getString(2),
        Kind.valueOf(row.getString(3)),
        List.of((String[]) row.getArray(4).getArray()),
        List.of((String[]) row.getArray(5).getArray()),
        row.getString(6),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }
}

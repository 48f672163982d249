package dev.postern.audit.service.postgres;

import dev.postern.audit.service.usage.UsagePeriods;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/** The table that says how far usage was compared. */
public final class PostgresUsage implements UsagePeriods {
  private final Database database;

  /** Under the application's login. */
  public PostgresUsage(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public Instant comparedUntil(String route, Instant now) {
    // The update changes nothing: it makes the row come back that is there.
    var sql =
        """
        INSERT INTO usage_period (route, compared_until) VALUES (?, ?)
        ON CONFLICT (route) DO UPDATE SET route = excluded.route
        RETURNING compared_until
        """;
    return database.run(
        connection -> {
          try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, route);
            insert.setObject(2, at(now));
            try (var rows = insert.executeQuery()) {
              rows.next();
              return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
          }
        });
  }

  @Override
  public boolean compared(String route, Instant from, Instant to) {
    var sql = "UPDATE usage_period SET compared_until = ? WHERE route = ? AND compared_until = ?";
    return database.durably(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, at(to));
            update.setString(2, route);
            update.setObject(3, at(from));
            return update.executeUpdate() == 1;
          }
        });
  }

  /** Entries tell time in milliseconds. */
  private static OffsetDateTime at(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}

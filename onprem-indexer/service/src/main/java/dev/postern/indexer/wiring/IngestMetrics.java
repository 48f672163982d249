package dev.postern.indexer.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What to watch: documents that wait to be read and documents kept apart for a person. */
@ApplicationScoped
public class IngestMetrics {

  void register(@Observes StartupEvent started, MeterRegistry registry, DataSource database) {
    for (String state : List.of("queued", "quarantined")) {
      Gauge.builder("postern.ingest.jobs", () -> count(database, state))
          .tag("state", state)
          .description("Jobs of the ledger in this state")
          .register(registry);
    }
  }

  private static double count(DataSource database, String state) {
    try (Connection connection = database.getConnection();
        PreparedStatement jobs =
            connection.prepareStatement("select count(*) from ingest_job where state = ?")) {
      jobs.setString(1, state);
      try (ResultSet result = jobs.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    } catch (SQLException e) {
      return Double.NaN; // not known while the database is away
    }
  }
}

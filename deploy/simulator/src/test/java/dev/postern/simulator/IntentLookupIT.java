package dev.postern.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.RealParts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentLookupIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void onArrivalAnIntentIsFoundAbsentOrSeenBefore()
      throws SQLException, IOException, GeneralSecurityException, InterruptedException {
    RealParts parts = RealParts.shared();
    String database = parts.postgres().scratch("audit");
    String committed = UUID.randomUUID().toString();
    try (Connection connection = parts.postgres().database(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIEW log_lookup AS SELECT '"
              + committed
              + "'::uuid AS id, 17::bigint AS idx, 'EGRESS_INTENT'::text AS type");
      statement.execute("GRANT SELECT ON log_lookup TO audit_lookup");
    }
    JsonNode login =
        parts.vault().service("simulator").get("database/creds/simulator").path("data");
    SimulatorSettings.Lookup lookup =
        new SimulatorSettings.Lookup(
            parts.postgres().jdbcUrl(database),
            login.path("username").asText(),
            login.path("password").asText());
    try (RunningSimulator simulator = new RunningSimulator(folder, Optional.of(lookup))) {
      for (String id : List.of(committed, committed, UUID.randomUUID().toString(), "not-an-id")) {
        simulator.post(
            "/openai/v1/chat/completions",
            "application/json",
            "{}",
            "api-key",
            RunningSimulator.KEY,
            "x-ms-client-request-id",
            id);
      }
      JsonNode requests =
          JSON.readTree(simulator.control("GET", "/_simulator/requests", "")).path("requests");
      List<String> found = new ArrayList<>();
      requests.forEach(request -> found.add(request.path("lookup").asText()));
      assertEquals(List.of("found", "seen-before", "absent", "absent"), found);
      assertEquals(17, requests.path(0).path("log_index").asInt());
    }
  }
}

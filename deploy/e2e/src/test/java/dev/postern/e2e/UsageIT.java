package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The provider's count beside the log's: who takes its key and calls it past the bridge leaves no
 * entry, and is found all the same.
 */
class UsageIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hospital hospital = Hospital.shared();
  private final List<String> parts = List.of("audit", "bridge");

  /** The same services on the same data, with periods of seconds. */
  @BeforeEach
  void reportsAreDueSoon() throws Exception {
    parts.forEach(part -> hospital.postern().part(part).stop());
    try (var connection = hospital.postern().database("audit").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM usage_period");
    }
    Postern hurried =
        Postern.at(
            hospital.postern().layout().checkout(),
            hospital.postern().layout().home(),
            hospital
                .settings()
                .with("audit", "audit.usage.period", "2s")
                .with("audit", "audit.usage.settle", "0s")
                .with("audit", "audit.usage.margin", "2s")
                .with("bridge", "bridge.usage.interval", "1s"),
            Progress.stderr());
    parts.forEach(part -> hurried.part(part).start());
  }

  @AfterEach
  void reportsAreDueDaily() {
    parts.forEach(part -> hospital.postern().part(part).stop());
    parts.forEach(part -> hospital.postern().part(part).start());
  }

  @Test
  void aCallBehindTheGatesBackIsFoundAndAQuestionIsNoDifference() {
    Await.until(PATIENCE, this::recorded, entries -> !entries.isEmpty());
    String token = hospital.token("analyst");
    var answered = hospital.bridge().ask(token, "HRESCH", Samples.PUBLIC_QUESTION);
    assertEquals("answered", answered.outcome(), answered.body()::toString);
    Await.until(PATIENCE, () -> sum("matched"), matched -> matched == 1);
    assertEquals(0, sum("calls_without_intent"));

    assertEquals(200, callPastTheBridge());

    Await.until(PATIENCE, () -> sum("calls_without_intent"), calls -> calls == 1);
    assertEquals(1, sum("matched"));
    assertEquals(0, sum("intents_without_call"));
    var alarm = "postern_audit_usage_calls_without_intent_total 1.0";
    String metrics = Metrics.of(hospital, "audit");
    assertTrue(metrics.contains(alarm), metrics);
  }

  private int callPastTheBridge() {
    var simulator = hospital.postern().ports().of("simulator");
    var body = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]}";
    try (var http = HttpClient.newBuilder().sslContext(hospital.postern().sslContext()).build()) {
      var key = hospital.postern().layout().secrets("vault").resolve("provider-azure.key");
      var request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + simulator + "/openai/v1/chat/completions"))
              .header("api-key", Files.readString(key).strip())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private long sum(String count) {
    return recorded().stream().mapToLong(usage -> usage.path(count).asLong()).sum();
  }

  /** The usage of every comparison in the log. */
  private List<JsonNode> recorded() {
    var sql = "SELECT leaf FROM leaf WHERE type = 'RECONCILIATION' AND ref IS NULL ORDER BY idx";
    var found = new ArrayList<JsonNode>();
    try (var connection = hospital.postern().database("audit").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(JSON.readTree(rows.getBytes(1)).path("usage"));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

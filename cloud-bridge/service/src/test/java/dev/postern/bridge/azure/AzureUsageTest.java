package dev.postern.bridge.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.ProviderUsage;
import dev.postern.bridge.disclosure.ProviderUsage.Call;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls as a Log Analytics workspace tells of them. */
class AzureUsageTest {
  private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-23T00:00:00Z");
  private static final Route ROUTE =
      new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of());
  private static final String TABLES =
      """
      {"tables":[{"name":"PrimaryResult","columns":[{"name":"provider_request_id","type":"string"},
        {"name":"time","type":"datetime"},{"name":"client_request_id","type":"string"}],
       "rows":[["apim-1","2026-11-22T10:00:00.123Z","0192a000-0000-7000-8000-000000000001"],
               ["apim-2","2026-11-22T10:00:01Z",null],
               ["apim-3","2026-11-22T10:00:02Z","two words"]]}]}
      """;

  @TempDir Path folder;
  private SelfSignedServer workspace;
  private AzureUsage usage;

  @BeforeEach
  void start() throws Exception {
    workspace = new SelfSignedServer(folder);
    workspace.answer = TABLES;
    Endpoint at = workspace.endpoint("/v1/workspaces/w/query");
    usage =
        new AzureUsage(
            Map.of(ROUTE.name(), new AzureUsage.Workspace(at, "Calls", () -> "secret-key")));
  }

  @AfterEach
  void stop() {
    workspace.close();
  }

  @Test
  void aPeriodIsAllThatIsAskedWith() throws Exception {
    var unused = usage.report(ROUTE, FROM, TO);
    assertEquals(
        "{\"query\":\"Calls\",\"timespan\":\"2026-11-22T00:00:00Z/2026-11-23T00:00:00Z\"}",
        new String(workspace.bodies.getFirst(), StandardCharsets.UTF_8));
    String request = workspace.requests.getFirst();
    assertTrue(request.startsWith("POST /v1/workspaces/w/query\n"), request);
    assertTrue(request.contains("[Bearer secret-key]"), request);
  }

  @Test
  void columnsAreFoundByNameAndANameThatIsNoCodeIsNone() throws Exception {
    var given = assertInstanceOf(ProviderUsage.Report.Given.class, usage.report(ROUTE, FROM, TO));
    assertEquals(
        List.of(
            new Call(
                Instant.parse("2026-11-22T10:00:00.123Z"),
                "0192a000-0000-7000-8000-000000000001",
                "apim-1"),
            new Call(Instant.parse("2026-11-22T10:00:01Z"), null, "apim-2"),
            new Call(Instant.parse("2026-11-22T10:00:02Z"), null, "apim-3")),
        given.calls());
  }

  @Test
  void halfAnAnswerIsNoReport() {
    unavailable("partial", TABLES.replaceFirst("\\{", "{\"error\":{\"code\":\"PartialError\"},"));
    unavailable("without-columns", TABLES.replace("client_request_id", "other"));
    unavailable("unreadable", TABLES.replace("10:00:01Z", "ten"));
    unavailable("unreadable", TABLES.substring(0, 200));
    unavailable("without-columns", "");
    workspace.status = 403;
    unavailable("status-403", TABLES);
  }

  @Test
  void aRouteThatNobodyReportsOnGivesNone() throws Exception {
    Route other = new Route("other", "azure-openai", "westeurope", "gpt-4o", List.of());
    assertInstanceOf(ProviderUsage.Report.NotGiven.class, usage.report(other, FROM, TO));
    assertTrue(workspace.requests.isEmpty());
  }

  @Test
  void aWorkspaceOutsideOfItsNetworksIsNotAsked() {
    Endpoint at = workspace.endpoint("/v1/workspaces/w/query");
    Endpoint elsewhere = new Endpoint(at.base(), List.of(Network.parse("10.0.0.0/8")), at.trust());
    usage =
        new AzureUsage(
            Map.of(ROUTE.name(), new AzureUsage.Workspace(elsewhere, "Calls", () -> "secret-key")));
    unavailable("unreachable", TABLES);
    assertTrue(workspace.requests.isEmpty());
  }

  private void unavailable(String why, String answer) {
    workspace.answer = answer;
    var thrown = assertThrows(ProviderUsage.Unavailable.class, () -> usage.report(ROUTE, FROM, TO));
    assertEquals(why, thrown.getMessage());
  }
}

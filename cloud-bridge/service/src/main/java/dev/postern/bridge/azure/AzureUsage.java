package dev.postern.bridge.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.ProviderUsage;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a Log Analytics workspace knows: {@code POST .../v1/workspaces/ID/query} with a
 * query of the installation's, because what is logged of a call depends on how its resource logs.
 *
 * <p>Source: learn.microsoft.com, Azure Monitor Log Analytics API, request and response format.
 */
public final class AzureUsage implements ProviderUsage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Workspace> workspaces;
  private final Map<String, OkHttpClient> clients = new HashMap<>();

  /**
   * Where the calls of a route are told.
   *
   * @param endpoint of the workspace's query, whole; the bridge's own certificate is not shown
   *     there
   * @param query gives the columns {@code time}, {@code client_request_id} and {@code
   *     provider_request_id}, a row for each call
   * @param token asked for at each call; throws IllegalStateException while it can't be had
   */
  public record Workspace(Endpoint endpoint, String query, Supplier<String> token) {}

  /**
   * @param workspaces by the route's name; a route without one gives no report
   */
  public AzureUsage(Map<String, Workspace> workspaces) {
    this.workspaces = Map.copyOf(workspaces);
    workspaces.forEach(
        (route, workspace) -> clients.put(route, RareRequests.to(workspace.endpoint(), PATIENCE)));
  }

  @Override
  public boolean given(Route route) {
    return workspaces.containsKey(route.name());
  }

  @Override
  public Report report(Route route, Instant from, Instant to) throws Unavailable {
    Workspace workspace = workspaces.get(route.name());
    OkHttpClient http = clients.get(route.name());
    if (workspace == null || http == null) {
      return new Report.NotGiven();
    }
    ObjectNode question =
        JSON.createObjectNode().put("query", workspace.query()).put("timespan", from + "/" + to);
    try {
      Request request =
          new Request.Builder()
              .url(workspace.endpoint().base().toString())
              .header("Authorization", "Bearer " + workspace.token().get())
              .post(RequestBody.create(question.toString().getBytes(StandardCharsets.UTF_8), TYPE))
              .build();
      try (Response response = http.newCall(request).execute()) {
        return new Report.Given(calls(response));
      }
    } catch (IllegalStateException noToken) {
      throw new Unavailable("no-secret");
    } catch (IOException unreachable) {
      throw new Unavailable("unreachable");
    }
  }

  private static List<Call> calls(Response response) throws Unavailable, IOException {
    if (response.code() != 200) {
      throw new Unavailable("status-" + response.code());
    }
    String text = new String(response.body().bytes(), StandardCharsets.UTF_8);
    try {
      JsonNode answer = JSON.readTree(text);
      // A partial result comes with status 200 and an error beside the tables.
      if (answer == null || answer.has("error")) {
        throw new Unavailable("partial");
      }
      return rows(answer.path("tables").path(0));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new Unavailable("unreadable");
    }
  }

  private static List<Call> rows(JsonNode table) throws Unavailable {
    List<String> columns = new ArrayList<>();
    table.path("columns").forEach(column -> columns.add(column.path("name").asText()));
    int time = columns.indexOf("time");
    int client = columns.indexOf("client_request_id");
    int provider = columns.indexOf("provider_request_id");
    if (time < 0 || client < 0 || provider < 0) {
      throw new Unavailable("without-columns");
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode row : table.path("rows")) {
      calls.add(
          new Call(
              Instant.parse(row.path(time).asText()),
              code(row.path(client)),
              code(row.path(provider))));
    }
    return calls;
  }

  /** A stranger's name for a call that is no code is as good as none. */
  private static @Nullable String code(JsonNode cell) {
    String text = Objects.requireNonNullElse(cell.textValue(), "");
    return text.matches("[!-~]{1,255}") ? text : null;
  }
}

package dev.postern.bridge.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.ProviderUsage;
import dev.postern.bridge.disclosure.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a Log Analytics workspace knows: {@code POST .../v1/workspaces/ID/query} with a
 * query of the installation's, because what is logged of a call depends on how its resource logs.
 *
 * <p>Source: learn.microsoft.com, Azure Monitor Log Analytics API, request and response format.
 */
public final class AzureUsage implements ProviderUsage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Endpoint> endpoints;
  private final Map<String, HttpClient> clients = new HashMap<>();

  /**
   * Where the calls of a route are told.
   *
   * @param url of the workspace's query
   * @param query gives the columns {@code time}, {@code client_request_id} and {@code
   *     provider_request_id}, a row for each call
   * @param token asked for at each call; throws IllegalStateException while it can't be had
   * @param trust who may vouch for the address; the bridge's own certificate is not shown there
   */
  public record Endpoint(URI url, String query, Supplier<String> token, X509TrustManager trust) {}

  /**
   * @param endpoints by the route's name; a route without one gives no report
   */
  public AzureUsage(Map<String, Endpoint> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
    endpoints.forEach((route, endpoint) -> clients.put(route, client(endpoint.trust())));
  }

  private static HttpClient client(X509TrustManager trust) {
    try {
      SSLContext tls = SSLContext.getInstance("TLSv1.3");
      tls.init(null, new TrustManager[] {trust}, null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .sslContext(tls)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS 1.3", e);
    }
  }

  @Override
  public boolean given(Route route) {
    return endpoints.containsKey(route.name());
  }

  @Override
  public Report report(Route route, Instant from, Instant to) throws Unavailable {
    Endpoint endpoint = endpoints.get(route.name());
    HttpClient http = clients.get(route.name());
    if (endpoint == null || http == null) {
      return new Report.NotGiven();
    }
    ObjectNode question =
        JSON.createObjectNode().put("query", endpoint.query()).put("timespan", from + "/" + to);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.url())
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + endpoint.token().get())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
              .build();
      return new Report.Given(calls(http.send(request, HttpResponse.BodyHandlers.ofByteArray())));
    } catch (IllegalStateException noToken) {
      throw new Unavailable("no-secret");
    } catch (IOException unreachable) {
      throw new Unavailable("unreachable");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted");
    }
  }

  private static List<Call> calls(HttpResponse<byte[]> response) throws Unavailable {
    if (response.statusCode() != 200) {
      throw new Unavailable("status-" + response.statusCode());
    }
    try {
      JsonNode answer = JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
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

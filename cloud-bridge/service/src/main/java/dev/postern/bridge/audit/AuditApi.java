package dev.postern.bridge.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.runtime.telemetry.TracingHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the bridge asks the audit service besides appending. */
final class AuditApi {
  private static final System.Logger LOGGER = System.getLogger(AuditApi.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAVAILABLE = 503;

  private final HttpClient http;
  private final List<URI> services;
  private final Duration timeout;

  AuditApi(HttpClient http, List<URI> services, Duration timeout) {
    this.http = http;
    this.services = List.copyOf(services);
    this.timeout = timeout;
  }

  JsonNode post(String path, JsonNode body) throws Refusal {
    return json(post(path, body, null));
  }

  /**
   * @param token the asker's or reviewer's own token
   */
  HttpResponse<byte[]> post(String path, JsonNode body, @Nullable String token) throws Refusal {
    return send(
        path,
        request ->
            bearing(token, request)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /**
   * @param token the asker's or reviewer's own token
   */
  HttpResponse<byte[]> get(String path, @Nullable String token) throws Refusal {
    return send(path, request -> bearing(token, request));
  }

  private static HttpRequest.Builder bearing(@Nullable String token, HttpRequest.Builder request) {
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  JsonNode json(HttpResponse<byte[]> response) throws Refusal {
    if (response.statusCode() != 200) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
    try {
      return JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  /**
   * Every process can be asked; what writes is refused by those that stand by, and the next is
   * asked.
   */
  private HttpResponse<byte[]> send(String path, UnaryOperator<HttpRequest.Builder> with)
      throws Refusal {
    HttpResponse<byte[]> unavailable = null;
    for (URI service : services) {
      HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(timeout);
      try {
        HttpResponse<byte[]> response =
            http.send(
                with.apply(TracingHeaders.inject(request)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != UNAVAILABLE) {
          return response;
        }
        unavailable = response;
      } catch (IOException unreachable) {
        LOGGER.log(System.Logger.Level.DEBUG, "an audit service cannot be reached");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Refusal(Code.AUDIT_UNAVAILABLE);
      }
    }
    if (unavailable != null) {
      return unavailable;
    }
    throw new Refusal(Code.AUDIT_UNAVAILABLE);
  }
}

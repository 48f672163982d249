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
import org.jspecify.annotations.Nullable;

/** What the bridge asks the audit service besides appending. */
final class AuditApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  AuditApi(HttpClient http, URI base, Duration timeout) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
  }

  JsonNode post(String path, JsonNode body) throws Refusal {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return json(send(request));
  }

  /**
   * @param token the asker's or reviewer's own token
   */
  HttpResponse<byte[]> get(String path, @Nullable String token) throws Refusal {
    HttpRequest.Builder request = request(path).GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
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

  private HttpRequest.Builder request(String path) {
    return TracingHeaders.inject(HttpRequest.newBuilder(base.resolve(path))).timeout(timeout);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws Refusal {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }
}

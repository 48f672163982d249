package dev.postern.cli.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one person sends to one service: each request shows the person's own OIDC token. */
public final class TokenRequests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI service;
  private final String token;

  /**
   * @param service base address, {@code https://host:port}
   * @param token the person's OIDC token; never printed
   */
  public TokenRequests(URI service, String token) {
    this.service = service;
    this.token = token;
  }

  /** Asks for a resource. */
  public HttpRequest get(String path, String accept) {
    return get(path, accept, PATIENCE);
  }

  /** Asks for a resource that takes the service longer than most. */
  public HttpRequest get(String path, String accept, Duration patience) {
    return request(path, accept).timeout(patience).GET().build();
  }

  /** Sends a JSON body. */
  public HttpRequest post(String path, JsonNode body, String accept) {
    return request(path, accept)
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  /** The JSON object of an answer; null where it is anything else. */
  public static @Nullable JsonNode object(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isObject() ? json : null;
    } catch (IOException notJson) {
      return null;
    }
  }

  private HttpRequest.Builder request(String path, String accept) {
    return HttpRequest.newBuilder(service.resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", accept);
  }
}

package dev.postern.toolbox.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Vault's HTTP API ({@code /v1/...}), as much as the toolbox and tests need. Answers are the whole
 * JSON body; errors are {@link VaultRefused}.
 */
public final class VaultClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(5);

  private final URI address;
  private final HttpClient http;
  private final Optional<String> token;

  public VaultClient(URI address, SSLContext tls) {
    this(
        address,
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build(),
        Optional.empty());
  }

  private VaultClient(URI address, HttpClient http, Optional<String> token) {
    this.address = address;
    this.http = http;
    this.token = token;
  }

  public VaultClient withToken(String newToken) {
    return new VaultClient(address, http, Optional.of(newToken));
  }

  /**
   * The status of {@code sys/health}: 200 active, 429 standby, 501 not initialised, 503 sealed; 0
   * when nothing answers.
   */
  public int health() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/v1/sys/health"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException down) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  public JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** The answer, empty on 404. */
  public Optional<JsonNode> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (VaultRefused refused) {
      if (refused.status() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  public JsonNode post(String path, Map<String, ?> body) {
    return send("POST", path, json(body));
  }

  public JsonNode put(String path, Map<String, ?> body) {
    return send("PUT", path, json(body));
  }

  public void delete(String path) {
    send("DELETE", path, BodyPublishers.noBody());
  }

  /** Writes what is no JSON into a file that is not there yet. */
  public void download(String path, Path file) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/v1/" + path)).timeout(LONG);
    token.ifPresent(value -> request.header("X-Vault-Token", value));
    PrivateFile.write(file, "");
    var answer =
        exchange(
            request.build(),
            said -> said.statusCode() == 200 ? BodySubscribers.ofFile(file) : discarded(file));
    if (answer.statusCode() != 200) {
      throw new VaultRefused(answer.statusCode(), path, "no snapshot");
    }
  }

  /** Sends a file that is no JSON. */
  public void upload(String path, Path file) {
    try {
      send("POST", path, BodyPublishers.ofFile(file), LONG);
    } catch (FileNotFoundException e) {
      throw new ToolboxException("cannot read " + file, e);
    }
  }

  private static BodySubscriber<Path> discarded(Path file) {
    return BodySubscribers.replacing(file);
  }

  private static BodyPublisher json(Map<String, ?> body) {
    try {
      return BodyPublishers.ofString(JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON body", e);
    }
  }

  private JsonNode send(String method, String path, BodyPublisher body) {
    return send(method, path, body, Duration.ofSeconds(30));
  }

  private JsonNode send(String method, String path, BodyPublisher body, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/v1/" + path)).method(method, body).timeout(limit);
    token.ifPresent(value -> request.header("X-Vault-Token", value));
    var response = exchange(request.build(), BodyHandlers.ofString());
    try {
      JsonNode answer =
          response.body().isBlank() ? NullNode.getInstance() : JSON.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw new VaultRefused(response.statusCode(), path, answer.path("errors").toString());
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new ToolboxException("Vault at " + address + " answers with no JSON", e);
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new ToolboxException("Vault at " + address + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolboxException("interrupted while asking Vault", e);
    }
  }

  @Override
  public String toString() {
    return "VaultClient[" + address + "]";
  }
}

package dev.postern.bridge.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.endpoint.Endpoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Entra ID by client credentials (RFC 6749 section 4.4; learn.microsoft.com, "OAuth 2.0
 * client credentials flow"): one request to one configured address. A token serves until a minute
 * before its end and is renewed after two thirds of its life.
 */
public final class EntraToken implements Supplier<String> {
  private static final System.Logger LOGGER = System.getLogger(EntraToken.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final int LONGEST = 65_536;

  private final Endpoint endpoint;
  private final Supplier<Application> application;
  private final String scope;
  private final HttpClient http;
  private final Clock clock;
  private @Nullable Token current;

  /** Who asks. */
  public record Application(String clientId, String clientSecret) {
    @Override
    public String toString() {
      return "Application[" + clientId + "]";
    }
  }

  private record Token(String text, Instant renewAt, Instant endsAt) {
    @Override
    public String toString() {
      return "Token[until " + endsAt + "]";
    }
  }

  /**
   * @param endpoint the tenant's token endpoint, whole
   * @param application asked for at each request; throws IllegalStateException while it can't be
   *     had
   * @param scope such as https://cognitiveservices.azure.com/.default
   */
  public EntraToken(
      Endpoint endpoint, Supplier<Application> application, String scope, Clock clock) {
    this.endpoint = endpoint;
    this.application = application;
    this.scope = scope;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(TIMEOUT)
            .sslContext(endpoint.trust().context())
            .build();
  }

  /**
   * A token that has not ended.
   *
   * @throws IllegalStateException when there is none to be had
   */
  @Override
  public synchronized String get() {
    Instant now = clock.instant();
    Token known = current;
    if (known != null && now.isBefore(known.renewAt())) {
      return known.text();
    }
    try {
      Token fresh = request(now);
      current = fresh;
      return fresh.text();
    } catch (IOException | IllegalStateException e) {
      if (known == null || !now.isBefore(known.endsAt())) {
        throw new IllegalStateException("no token of Entra ID", e);
      }
      LOGGER.log(System.Logger.Level.WARNING, "a token of Entra ID was not renewed");
      Instant again = now.plus(TIMEOUT);
      Instant renewAt = again.isBefore(known.endsAt()) ? again : known.endsAt();
      current = new Token(known.text(), renewAt, known.endsAt());
      return known.text();
    }
  }

  private Token request(Instant now) throws IOException {
    endpoint.resolve(endpoint.base().getHost());
    Application who = application.get();
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.base())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(who)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200 || response.body().length() > LONGEST) {
        throw new IOException("the token endpoint answered " + response.statusCode());
      }
      return read(response.body(), now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String form(Application who) {
    Map<String, String> fields =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            who.clientId(),
            "client_secret",
            who.clientSecret(),
            "scope",
            scope);
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Token read(String body, Instant now) throws IOException {
    try {
      JsonNode answer = JSON.readTree(body);
      String token = answer.path("access_token").asText("");
      long life = answer.path("expires_in").asLong(0);
      if (token.isEmpty() || life <= MARGIN.toSeconds()) {
        throw new IOException("the token endpoint gave no token that lasts");
      }
      return new Token(token, now.plusSeconds(life * 2 / 3), now.plusSeconds(life).minus(MARGIN));
    } catch (JsonProcessingException e) {
      throw new IOException("the token endpoint answered no JSON"); // the cause quotes the answer
    }
  }
}

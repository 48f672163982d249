package dev.postern.bridge.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.renewal.Renewing;
import dev.postern.bridge.renewal.Renewing.Served;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Tokens of Entra ID by client credentials (RFC 6749 section 4.4; learn.microsoft.com, "OAuth 2.0
 * client credentials flow"): one request to one configured address. A token serves until a minute
 * before its end and is renewed after two thirds of its life, beside the calls that it opens: a
 * caller waits only while there is none that serves.
 */
public final class EntraToken implements Supplier<String> {
  private static final System.Logger LOGGER = System.getLogger(EntraToken.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final int LONGEST = 65_536;

  private final Endpoint endpoint;
  private final Supplier<Application> application;
  private final String scope;
  private final OkHttpClient http;
  private final Renewing<String> token;

  /** Who asks. */
  public record Application(String clientId, String clientSecret) {
    @Override
    public String toString() {
      return "Application[" + clientId + "]";
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
    this.http = RareRequests.to(endpoint, TIMEOUT);
    this.token = new Renewing<>(this::request, TIMEOUT, clock);
  }

  /**
   * A token that has not ended.
   *
   * @throws IllegalStateException when there is none to be had
   */
  @Override
  public String get() {
    return token.get();
  }

  /** Renews ahead, so that none is waited for after quiet hours either. Never waits. */
  public void renewAhead() {
    token.renewAhead();
  }

  private Optional<Served<String>> request(Instant now) throws IOException {
    try {
      return Optional.of(requested(now));
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "a token of Entra ID was not renewed");
      throw e;
    }
  }

  private Served<String> requested(Instant now) throws IOException {
    Application who = application.get();
    Request request =
        new Request.Builder()
            .url(endpoint.base().toString())
            .post(RequestBody.create(form(who).getBytes(StandardCharsets.UTF_8), FORM))
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() != 200) {
        throw new IOException("the token endpoint answered " + response.code());
      }
      return read(response.peekBody(LONGEST).string(), now);
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

  private static Served<String> read(String body, Instant now) throws IOException {
    try {
      JsonNode answer = JSON.readTree(body);
      String token = answer.path("access_token").asText("");
      long life = answer.path("expires_in").asLong(0);
      if (token.isEmpty() || life <= MARGIN.toSeconds()) {
        throw new IOException("the token endpoint gave no token that lasts");
      }
      return new Served<>(
          token, now.plusSeconds(life * 2 / 3), now.plusSeconds(life).minus(MARGIN));
    } catch (JsonProcessingException e) {
      throw new IOException("the token endpoint answered no JSON"); // the cause quotes the answer
    }
  }
}

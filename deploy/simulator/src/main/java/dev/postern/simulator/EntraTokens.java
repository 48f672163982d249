package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft Entra ID's token endpoint for client credentials (RFC 6749 section 4.4). Its requests
 * hold a secret and no content: they are kept nowhere.
 */
final class EntraTokens {
  private static final Duration LIFE = Duration.ofSeconds(3599);

  private final Optional<SimulatorSettings.Entra> application;
  private final Clock clock;
  private final Map<String, Instant> issued = new ConcurrentHashMap<>();

  EntraTokens(Optional<SimulatorSettings.Entra> application, Clock clock) {
    this.application = application;
    this.clock = clock;
  }

  boolean takes(String path) {
    return application
        .filter(entra -> path.equals("/" + entra.tenant() + "/oauth2/v2.0/token"))
        .isPresent();
  }

  void handle(HttpServerRequest request) {
    request.bodyHandler(
        body -> {
          boolean given = right(body.toString(StandardCharsets.UTF_8));
          var unused =
              request
                  .response()
                  .setStatusCode(given ? 200 : 401)
                  .putHeader("Content-Type", "application/json; charset=utf-8")
                  .end(given ? token() : refusal());
        });
  }

  private boolean right(String form) {
    SimulatorSettings.Entra entra = application.orElseThrow();
    Map<String, List<String>> fields = new QueryStringDecoder(form, false).parameters();
    return one(fields, "grant_type").equals("client_credentials")
        && one(fields, "client_id").equals(entra.clientId())
        && one(fields, "scope").endsWith("/.default")
        && MessageDigest.isEqual(
            one(fields, "client_secret").getBytes(StandardCharsets.UTF_8),
            entra.clientSecret().getBytes(StandardCharsets.UTF_8));
  }

  private static String one(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  private String token() {
    String token = "eyJ0eXAiOiJKV1QifQ." + UUID.randomUUID() + "." + UUID.randomUUID();
    issued.put(token, clock.instant().plus(LIFE));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("token_type", "Bearer").put("expires_in", LIFE.toSeconds());
    answer.put("ext_expires_in", LIFE.toSeconds()).put("access_token", token);
    return answer.toString();
  }

  private static String refusal() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("error", "invalid_client");
    answer.put("error_description", "AADSTS7000215: Invalid client secret provided.");
    return answer.toString();
  }

  /** Whether this header carries a token that was given here and has not ended. */
  boolean opens(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    Instant until = issued.get(authorization.substring("Bearer ".length()));
    return until != null && clock.instant().isBefore(until);
  }
}

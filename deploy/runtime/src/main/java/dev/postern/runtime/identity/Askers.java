package dev.postern.runtime.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The asker of the request at hand. Quarkus OIDC has verified signature, issuer, audience and
 * expiry; this adds what it does not ask for: a tenant, a bounded life, complete groups.
 */
@ApplicationScoped
public class Askers {

  private final CurrentIdentityAssociation identity;
  private final TokenClaims claims;
  private final ObjectMapper json;
  private final Clock clock;

  @Inject
  public Askers(
      CurrentIdentityAssociation identity, ClaimPaths paths, ObjectMapper json, Clock clock) {
    this.identity = identity;
    this.claims = new TokenClaims(paths);
    this.json = json;
    this.clock = clock;
  }

  /**
   * Who asks.
   *
   * @throws ProblemException {@code unauthenticated} without an acceptable token, {@code forbidden}
   *     when its groups are incomplete
   */
  public Asker current() {
    return find()
        .orElseThrow(
            () -> new ProblemException(ProblemCode.UNAUTHENTICATED, "A bearer token is needed."));
  }

  /** Who asks; empty when the request carries no token at all. A bad token throws. */
  public Optional<Asker> find() {
    return credential().map(token -> claims.asker(payload(token), clock.instant()));
  }

  /** The asker's own token, to be forwarded to a service that checks it again. */
  public String bearerToken() {
    return credential()
        .orElseThrow(
            () -> new ProblemException(ProblemCode.UNAUTHENTICATED, "A bearer token is needed."));
  }

  private Optional<String> credential() {
    @Nullable AccessTokenCredential credential =
        identity.getIdentity().getCredential(AccessTokenCredential.class);
    return Optional.ofNullable(credential).map(AccessTokenCredential::getToken);
  }

  private JsonNode payload(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "The token is not a signed JWT.");
    }
    try {
      return json.readTree(
          new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "The token cannot be read.");
    }
  }
}

package dev.postern.runtime.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Asker} out of the claims of a token whose signature is already verified. */
final class TokenClaims {

  private final ClaimPaths paths;

  TokenClaims(ClaimPaths paths) {
    this.paths = paths;
  }

  Asker asker(JsonNode claims, Instant now) {
    requireShortLife(claims);
    return new Asker(
        text(claims, paths.subject(), "The token names no subject."),
        string(claims.path("name")),
        text(claims, paths.tenant(), "The token names no organisation."),
        strings(at(claims, paths.roles())),
        groups(claims),
        authenticationMethod(claims),
        authenticationAge(claims, now));
  }

  private void requireShortLife(JsonNode claims) {
    JsonNode expires = claims.path("exp");
    JsonNode issued = claims.path("iat");
    if (!expires.isNumber() || !issued.isNumber()) {
      throw unauthenticated("The token does not say when it was issued and when it ends.");
    }
    if (expires.asLong() - issued.asLong() > paths.maxTokenLife().toSeconds()) {
      throw unauthenticated("The token lives longer than is accepted here.");
    }
  }

  /** Entra ID leaves the groups out of a token when there are too many of them. */
  private Set<String> groups(JsonNode claims) {
    if (claims.path("hasgroups").asBoolean(false) || claims.path("_claim_names").has("groups")) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "The token leaves out the groups: they are too many for it.");
    }
    return strings(at(claims, paths.groups()));
  }

  private static @Nullable String authenticationMethod(JsonNode claims) {
    Set<String> methods = strings(claims.path("amr"));
    return methods.isEmpty() ? string(claims.path("acr")) : String.join("+", methods);
  }

  private static @Nullable Duration authenticationAge(JsonNode claims, Instant now) {
    JsonNode time = claims.path("auth_time");
    if (!time.isNumber()) {
      return null;
    }
    Duration age = Duration.between(Instant.ofEpochSecond(time.asLong()), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static String text(JsonNode claims, String path, String otherwise) {
    @Nullable String value = string(at(claims, path));
    if (value == null || value.isBlank()) {
      throw unauthenticated(otherwise);
    }
    return value;
  }

  private static JsonNode at(JsonNode claims, String path) {
    JsonNode named = claims.path(path);
    if (!named.isMissingNode()) {
      return named;
    }
    JsonNode node = claims;
    for (String segment : path.split("/", -1)) {
      node = node.path(segment);
    }
    return node;
  }

  private static @Nullable String string(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static Set<String> strings(JsonNode node) {
    Set<String> values = new LinkedHashSet<>();
    if (node.isTextual()) {
      values.add(node.textValue());
    } else if (node.isArray()) {
      node.forEach(element -> values.add(element.asText()));
    }
    values.removeIf(String::isBlank);
    return values;
  }

  private static ProblemException unauthenticated(String detail) {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, detail);
  }
}

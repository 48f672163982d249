package dev.postern.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests the service takes: the v1 path, where the model is in the body, and the
 * deployments path with its API version.
 */
final class AzureOpenAi {

  private static final String UNIFIED = "/openai/v1/chat/completions";
  private static final Pattern DEPLOYMENT =
      Pattern.compile("/openai/deployments/([A-Za-z0-9._-]{1,64})/chat/completions");
  private static final Set<String> UNIFIED_VERSIONS = Set.of("v1", "preview");
  private static final Set<String> DEPLOYMENT_VERSIONS = Set.of("2024-10-21");

  private final SimulatorSettings settings;

  AzureOpenAi(SimulatorSettings settings) {
    this.settings = settings;
  }

  boolean keyMatches(Received received) {
    byte[] given =
        Objects.requireNonNullElse(received.header("api-key"), "").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, settings.apiKey().getBytes(StandardCharsets.UTF_8));
  }

  ChatRequest read(Received received, Optional<String> apiVersion) throws AzureError {
    if (!keyMatches(received)) {
      throw AzureError.accessDenied();
    }
    @Nullable String deployment = deployment(received.path(), apiVersion);
    if (!received.method().equals("POST")) {
      throw AzureError.notFound();
    }
    String type = Objects.requireNonNullElse(received.header("content-type"), "");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw AzureError.contentType();
    }
    return ChatRequest.parse(received.body(), deployment, settings.models());
  }

  private static @Nullable String deployment(String path, Optional<String> apiVersion)
      throws AzureError {
    if (path.equals(UNIFIED)) {
      if (apiVersion.isPresent() && !UNIFIED_VERSIONS.contains(apiVersion.get())) {
        throw AzureError.invalid("api-version", "API version not supported");
      }
      return null;
    }
    Matcher named = DEPLOYMENT.matcher(path);
    if (named.matches() && apiVersion.filter(DEPLOYMENT_VERSIONS::contains).isPresent()) {
      return named.group(1);
    }
    throw AzureError.notFound();
  }
}

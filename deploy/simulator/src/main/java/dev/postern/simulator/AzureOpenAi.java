package dev.postern.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure OpenAI: the v1 path, where the model is in the body, and the deployments path with its API
 * version; opened by the API key or by a token that {@link EntraTokens} gave.
 */
final class AzureOpenAi implements Service {

  private static final String UNIFIED = "/openai/v1/chat/completions";
  private static final Pattern DEPLOYMENT =
      Pattern.compile("/openai/deployments/([A-Za-z0-9._-]{1,64})/chat/completions");
  private static final Set<String> UNIFIED_VERSIONS = Set.of("v1", "preview");
  private static final Set<String> DEPLOYMENT_VERSIONS = Set.of("2024-10-21");

  private final SimulatorSettings settings;
  private final EntraTokens tokens;

  AzureOpenAi(SimulatorSettings settings, EntraTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  @Override
  public String provider() {
    return "azure-openai";
  }

  @Override
  public boolean takes(String path) {
    return path.startsWith("/openai/");
  }

  @Override
  public boolean authorised(Received received) {
    @Nullable String key = received.header("api-key");
    return key == null
        ? tokens.opens(received.header("authorization"))
        : MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8),
            settings.apiKey().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ProviderError failing(int status) {
    return AzureError.fault(status);
  }

  @Override
  public Answer answer(Received received, Faults faults, Instant now) throws ProviderError {
    ChatRequest chat = read(received);
    if ("prompt".equals(faults.contentFilter())) {
      throw AzureError.promptFiltered();
    }
    String requestId = UUID.randomUUID().toString();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("apim-request-id", requestId);
    headers.put("x-request-id", UUID.randomUUID().toString());
    headers.put("x-ms-region", "West Europe");
    headers.put("x-ms-deployment-name", settings.models().getFirst());
    headers.put("x-ratelimit-remaining-requests", "999");
    headers.put("x-ratelimit-remaining-tokens", "99999");
    headers.put("strict-transport-security", "max-age=31536000; includeSubDomains; preload");
    @Nullable String intent = received.intent();
    if (intent != null && intent.length() <= 128) {
      headers.put("x-ms-client-request-id", intent);
    }
    String finish = faults.contentFilter() == null ? "stop" : "content_filter";
    String text = faults.spoken(ExtractiveAnswer.to(chat.messages()));
    Completion completion = new Completion(chat, text, finish, true, now);
    return completion.answer(headers, completion.billed(provider(), requestId, intent));
  }

  private ChatRequest read(Received received) throws AzureError {
    if (!authorised(received)) {
      throw AzureError.accessDenied();
    }
    @Nullable String deployment = deployment(received.path(), received.parameter("api-version"));
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

package dev.postern.bridge.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.PolicySerials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * OPA's data and status API. An answer is used only with a result, a decision id, and bundles that
 * are well named, in date and not older than any that decided before.
 *
 * <p>Source: openpolicyagent.org, REST API, {@code POST /v1/data/{path}?provenance=true}.
 */
final class OpaClient {
  private static final int LONGEST = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;
  private final PolicySerials serials;
  private final Clock clock;

  OpaClient(HttpClient http, URI base, Duration timeout, PolicySerials serials, Clock clock) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
    this.serials = serials;
    this.clock = clock;
  }

  /** An answer that may be used. */
  record Answer(JsonNode result, String decisionId, String revision) {}

  /** Asks an entry point; its answer must rest on the named bundle. */
  Answer ask(String entryPoint, String bundle, ObjectNode input) throws Undecidable {
    ObjectNode question = JSON.createObjectNode();
    question.set("input", input);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/v1/data/postern/" + entryPoint + "?provenance=true"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
            .build();
    JsonNode answer = send(request);
    JsonNode result = answer.path("result");
    if (!result.isObject()) {
      throw new Undecidable("undefined");
    }
    JsonNode decisionId = answer.path("decision_id");
    if (!decisionId.isTextual() || decisionId.textValue().isBlank()) {
      throw new Undecidable("no-decision-id");
    }
    String revision = revision(answer.path("provenance").path("bundles"), bundle);
    return new Answer(result, decisionId.textValue(), revision);
  }

  /** When the bundle was last polled with success, by OPA's own status. */
  Instant lastPolled(String bundle) throws Undecidable {
    JsonNode status = send(HttpRequest.newBuilder(base.resolve("/v1/status")).GET().build());
    JsonNode polled =
        status.path("result").path("bundles").path(bundle).path("last_successful_request");
    try {
      return Instant.parse(polled.asText());
    } catch (DateTimeParseException e) {
      throw new Undecidable("no-status");
    }
  }

  private String revision(JsonNode bundles, String wanted) throws Undecidable {
    if (!bundles.isObject() || !bundles.has(wanted)) {
      throw new Undecidable("no-revision");
    }
    for (Map.Entry<String, JsonNode> bundle : bundles.properties()) {
      BundleRevision revision =
          BundleRevision.parse(bundle.getValue().path("revision").asText())
              .orElseThrow(() -> new Undecidable("revision-malformed"));
      if (!clock.instant().isBefore(revision.validUntil())) {
        throw new Undecidable("bundle-expired");
      }
      if (!serials.accept(bundle.getKey(), revision.serial())) {
        throw new Undecidable("bundle-older");
      }
    }
    return bundles.path(wanted).path("revision").asText();
  }

  private JsonNode send(HttpRequest request) throws Undecidable {
    CompletableFuture<HttpResponse<byte[]>> sending =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200 || response.body().length > LONGEST) {
        throw new Undecidable("status-" + response.statusCode());
      }
      return JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      throw new Undecidable("timeout");
    } catch (ExecutionException e) {
      throw new Undecidable("unreachable");
    } catch (JsonProcessingException e) {
      throw new Undecidable("garbage");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Undecidable("interrupted");
    } finally {
      sending.cancel(true);
    }
  }
}

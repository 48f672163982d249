package dev.postern.bridge.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.DisclosurePolicy;
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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * OPA's data and status API. An answer is used only with a result, a decision id, and bundles that
 * are well named, in date and not older than any that decided before.
 *
 * <p>Source: openpolicyagent.org, REST API, {@code POST /v1/data/{path}?provenance=true}.
 */
public final class OpaClient {
  private static final int LONGEST = 1 << 20;
  private static final String OLDER = "bundle-older";
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;
  private final Duration reload;
  private final PolicySerials serials;
  private final Clock clock;

  /**
   * @param http speaks mutual TLS and trusts only our own authority
   * @param timeout of one decision
   * @param reload how long an answer of an older bundle is asked for again
   */
  public OpaClient(
      HttpClient http,
      URI base,
      Duration timeout,
      Duration reload,
      PolicySerials serials,
      Clock clock) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
    this.reload = reload;
    this.serials = serials;
    this.clock = clock;
  }

  /** An answer that may be used. */
  record Answer(JsonNode result, String decisionId, String revision) {}

  /**
   * Asks an entry point; its answer must rest on the named bundle. While a new bundle spreads, an
   * answer may still rest on the one before it: then it is asked again for a while.
   */
  Answer ask(String entryPoint, String bundle, ObjectNode input) throws Undecidable {
    long end = System.nanoTime() + reload.toNanos();
    while (true) {
      try {
        return askOnce(entryPoint, bundle, input);
      } catch (Undecidable undecidable) {
        if (!undecidable.cause().equals(OLDER) || System.nanoTime() >= end) {
          throw undecidable;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private Answer askOnce(String entryPoint, String bundle, ObjectNode input) throws Undecidable {
    ObjectNode question = JSON.createObjectNode();
    question.set("input", input);
    JsonNode answer = send(post(entryPoint, question));
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

  /**
   * Something that OPA says of itself, with the revisions it rests on; nothing is decided by it.
   */
  JsonNode look(String path) throws Undecidable {
    return send(post(path, JSON.createObjectNode()));
  }

  private HttpRequest post(String path, ObjectNode body) {
    return HttpRequest.newBuilder(base.resolve("/v1/data/postern/" + path + "?provenance=true"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
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
    Map<String, Long> deciding = new HashMap<>();
    for (Map.Entry<String, JsonNode> bundle : bundles.properties()) {
      BundleRevision revision =
          BundleRevision.parse(bundle.getValue().path("revision").asText())
              .orElseThrow(() -> new Undecidable("revision-malformed"));
      if (!clock.instant().isBefore(revision.validUntil())) {
        throw new Undecidable("bundle-expired");
      }
      deciding.put(bundle.getKey(), revision.serial());
    }
    if (!serials.accept(deciding)) {
      throw new Undecidable(OLDER);
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
      throw new Undecidable(DisclosurePolicy.UNREACHABLE);
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

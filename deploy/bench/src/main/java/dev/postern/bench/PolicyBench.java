package dev.postern.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One decision as the bridge asks for it: keep-alive, mutual TLS, loopback, the whole set of
 * controls; beside an empty round trip to the same OPA. Then with a candidate beside it, and while
 * bundles are reloaded.
 */
final class PolicyBench implements Benchmark {

  private static final int WARM_UP = 500;
  private static final int ROUNDS = 3000;
  private static final int SNIPPETS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Postern postern;

  PolicyBench(Postern postern) {
    this.postern = postern;
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public Optional<Set<String>> measures() {
    return Optional.of(Set.of("vault", "bundles", "opa", "shadow"));
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    URI opa = postern.opa().address();
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(postern.vault().sslContext("bridge"))
            .build();
    Percentiles empty =
        measure(http, HttpRequest.newBuilder(opa.resolve("/health")).GET().build(), false);
    report("empty round trip", empty, null, figures);
    report("egress", decision(http, opa, "egress", input("egress-running")), empty, figures);
    report(
        "admission",
        decision(http, opa, "admission", input("admission-clinician-treatment")),
        empty,
        figures);
    report(
        "disclosure, " + SNIPPETS + " snippets",
        decision(http, opa, "disclosure", many(input("disclosure-clinician-treats-own-patient"))),
        empty,
        figures);
    new ShadowBench(postern, http, SNIPPETS).run(figures);
    new ReloadBench(
            postern, http, request(opa, "admission", input("admission-clinician-treatment")))
        .run(figures);
  }

  private static Percentiles decision(HttpClient http, URI opa, String entryPoint, JsonNode input)
      throws IOException, InterruptedException {
    return measure(http, request(opa, entryPoint, input), true);
  }

  private static HttpRequest request(URI opa, String entryPoint, JsonNode input) {
    String body = JSON.createObjectNode().set("input", input).toString();
    URI address = opa.resolve("/v1/data/postern/" + entryPoint + "?provenance=true");
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static Percentiles measure(HttpClient http, HttpRequest request, boolean decides)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long begun = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      long took = System.nanoTime() - begun;
      if (answer.statusCode() != 200 || decides && !JSON.readTree(answer.body()).has("result")) {
        throw new IllegalStateException("OPA answered " + answer.statusCode());
      }
      if (i >= WARM_UP) {
        nanos.add(took);
      }
    }
    return Percentiles.ofNanos(nanos);
  }

  private static void report(
      String scenario,
      Percentiles measured,
      @Nullable Percentiles bound,
      Consumer<Figure> figures) {
    for (var share : List.of(0.5, 0.99)) {
      figures.accept(
          new Figure(
              "policy",
              scenario,
              share == 0.5 ? "p50" : "p99",
              measured.at(share),
              "ms",
              bound == null ? Double.NaN : bound.at(share)));
    }
  }

  /** The same question over as many snippets as a caller may ask for. */
  private static JsonNode many(JsonNode input) {
    ObjectNode many = input.deepCopy();
    JsonNode snippet = input.path("snippets").path(0);
    ArrayNode snippets = many.putArray("snippets");
    for (int i = 0; i < SNIPPETS; i++) {
      snippets.add(snippet.<ObjectNode>deepCopy().put("ref", "s-" + i));
    }
    return many;
  }

  private JsonNode input(String name) throws IOException {
    return JSON.readTree(
        postern.layout().checkout().resolve("policies/cases/" + name + "/input.json").toFile());
  }
}

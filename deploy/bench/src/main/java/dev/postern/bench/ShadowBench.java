package dev.postern.bench;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Decision;
import dev.postern.bridge.disclosure.DisclosurePolicy;
import dev.postern.bridge.disclosure.DisclosurePolicy.Facts;
import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.DisclosurePolicy.RouteFacts;
import dev.postern.bridge.disclosure.DisclosurePolicy.SnippetFacts;
import dev.postern.bridge.disclosure.PolicySerials;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.ShadowDifferences;
import dev.postern.bridge.disclosure.ShadowPolicy;
import dev.postern.bridge.disclosure.Snippet;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.bridge.disclosure.TunnelEvidence;
import dev.postern.bridge.opa.OpaClient;
import dev.postern.bridge.opa.OpaPolicy;
import dev.postern.deid.Findings;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Revision;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a candidate policy beside the active one costs a decision: the bridge's own client and
 * shadow, the same decisions with and without, by turns, at the pace of a busy hospital and as fast
 * as they go.
 */
final class ShadowBench {

  private static final int WARM_UP = 500;
  private static final int BLOCKS = 6;
  private static final int BLOCK = 500;
  private static final double ALLOWED_MILLIS = 1;
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration BUDGET = Duration.ofMillis(250);

  private final Postern postern;
  private final HttpClient http;
  private final int snippets;
  private final Clock clock = Clock.systemUTC();

  ShadowBench(Postern postern, HttpClient http, int snippets) {
    this.postern = postern;
    this.http = http;
    this.snippets = snippets;
  }

  void run(Consumer<Figure> figures) {
    Opa opa = postern.opa();
    Revision candidate = opa.publisher().shadow();
    try {
      opa.shadow().part().launch();
      Opa.Taken taken = opa.shadow().awaitTaken(candidate, Duration.ofSeconds(30));
      if (!taken.inForce()) {
        throw new IllegalStateException("the candidate was not taken: " + taken.message());
      }
      pace("50/s", Duration.ofMillis(20), figures);
      pace("as fast as it goes", Duration.ZERO, figures);
    } finally {
      opa.publisher().stopShadow();
      opa.shadow().part().stop();
    }
  }

  private void pace(String pace, Duration pause, Consumer<Figure> figures) {
    Map<ShadowPolicy.Compared, LongAdder> counts = new ConcurrentHashMap<>();
    DisclosurePolicy alone = policy(postern.opa().address(), TIMEOUT);
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    try (ShadowPolicy shadowed =
        new ShadowPolicy(
            alone,
            policy(postern.opa().shadow().address(), BUDGET),
            1,
            64,
            new Forgotten(),
            (decision, how) -> counts.computeIfAbsent(how, each -> new LongAdder()).increment(),
            clock)) {
      decide(shadowed, WARM_UP, Duration.ZERO);
      for (int i = 0; i < BLOCKS; i++) {
        without.addAll(decide(alone, BLOCK, pause));
        with.addAll(decide(shadowed, BLOCK, pause));
      }
    }
    Percentiles before = Percentiles.ofNanos(without);
    Percentiles after = Percentiles.ofNanos(with);
    String scenario = "shadow, " + pace;
    figures.accept(new Figure("policy", scenario, "p50", after.at(0.5), "ms", before.at(0.5)));
    figures.accept(new Figure("policy", scenario, "p99", after.at(0.99), "ms", before.at(0.99)));
    figures.accept(
        new Figure(
            "policy",
            scenario,
            "added to p99",
            after.at(0.99) - before.at(0.99),
            "ms",
            ALLOWED_MILLIS));
    double all = counts.values().stream().mapToLong(LongAdder::sum).sum();
    counts.forEach(
        (how, count) ->
            figures.accept(
                new Figure("policy", scenario, "compared, " + how, count.sum(), "decisions", all)));
  }

  private DisclosurePolicy policy(URI opa, Duration timeout) {
    PolicySerials any = serials -> true;
    return new OpaPolicy(new OpaClient(http, opa, timeout, Duration.ZERO, any, clock));
  }

  private List<Long> decide(DisclosurePolicy policy, int rounds, Duration pause) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Facts facts = facts();
      long begun = System.nanoTime();
      Decision decision = policy.decide(facts);
      nanos.add(System.nanoTime() - begun);
      if (!(decision instanceof Decision.Permitted)) {
        throw new IllegalStateException("not permitted: " + decision);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return nanos;
  }

  private Facts facts() {
    Question question =
        new Question(UUID.randomUUID(), "Which dose?", Purpose.TREAT, null, null, snippets, null);
    Route route =
        new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of("baa-2026-01"));
    TunnelEvidence tunnel =
        new TunnelEvidence(true, "lo", "127.0.0.1", List.of(), "", clock.instant());
    return new Facts(
        new Asker(
            "bench", "st-aurelia", List.of("clinician"), List.of("cardiology"), null, null, "none"),
        question,
        Tally.NONE,
        History.NONE,
        snippets(),
        List.of(new RouteFacts(route, tunnel)),
        Recent.NONE,
        clock.instant());
  }

  private List<SnippetFacts> snippets() {
    Snippet.Patient patient =
        new Snippet.Patient(
            "BENCH", new Snippet.Relationship("treating", null), List.of(), List.of());
    List<SnippetFacts> all = new ArrayList<>();
    for (int i = 0; i < snippets; i++) {
      Snippet snippet =
          new Snippet(
              "s-" + i,
              "d-" + i,
              "Letter",
              null,
              null,
              "Apixaban is given twice daily.",
              Classification.CONFIDENTIAL,
              List.of(),
              "records",
              3,
              List.of(patient),
              List.of(),
              new Findings("none", List.of()),
              0.8);
      all.add(new SnippetFacts(snippet, Tally.NONE, Tally.NONE));
    }
    return all;
  }

  /** Nothing differs here, and nothing would be kept. */
  private static final class Forgotten implements ShadowDifferences {
    @Override
    public void remember(String tenant, Difference difference) {}

    @Override
    public List<Difference> newest(String tenant, int most) {
      return List.of();
    }

    @Override
    public Map<Kind, Long> count(String tenant) {
      return Map.of();
    }
  }
}

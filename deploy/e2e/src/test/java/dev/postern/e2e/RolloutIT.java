package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Rates;
import dev.postern.toolbox.policy.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies change while people ask: what every policy permits is always answered, what every policy
 * refuses never, and what they differ over goes by the revision that its record names.
 */
class RolloutIT {

  private static final int ALL_ANYBODY_ASKS = 1_000_000;
  private static final int RELOADS = 4;

  @TempDir Path scratch;
  private final Hospital hospital = Hospital.shared();
  private final BundlePublisher publisher = hospital.postern().opa().publisher();
  private final String clinician = hospital.token("cardiologist");
  private final String analyst = hospital.token("analyst");
  private final String security = hospital.token("security");
  private final Queue<Bridge.Reply> permitted = new ConcurrentLinkedQueue<>();
  private final Queue<Bridge.Reply> refused = new ConcurrentLinkedQueue<>();
  private final Queue<Bridge.Reply> differing = new ConcurrentLinkedQueue<>();

  @AfterEach
  void everybodyMayAskAgain() {
    publish(Rates.upTo(ALL_ANYBODY_ASKS));
  }

  @Test
  void nobodyIsRefusedWhoMayAskAndNobodyAnsweredWhoMayNot() throws Exception {
    Set<String> generous = new HashSet<>(Set.of(publish(Rates.upTo(ALL_ANYBODY_ASKS))));
    Set<String> strict = new HashSet<>();
    assertEquals("answered", ask(analyst, "HRESCH").outcome());
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService askers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      running.add(askers.submit(() -> askOn(done, clinician, "TREAT", permitted)));
      running.add(askers.submit(() -> askOn(done, analyst, "HRESCH", differing)));
      for (int i = 0; i < RELOADS; i++) {
        boolean strictNow = i % 2 == 0;
        (strictNow ? strict : generous).add(publish(strictNow ? strict() : generous()));
        refused.add(ask(analyst, "TREAT"));
      }
      done.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }

    permitted.forEach(reply -> assertEquals("answered", reply.outcome(), reply.body()::toString));
    refused.forEach(reply -> assertEquals("withheld", reply.code(), reply.body()::toString));
    for (Bridge.Reply reply : differing) {
      goesByItsRevision(reply, generous, strict);
    }
    long answered = differing.stream().filter(reply -> reply.status() == 200).count();
    assertTrue(answered > 0 && answered < differing.size(), "both policies decided something");
    System.out.printf(
        "%d questions over %d policies%n",
        permitted.size() + refused.size() + differing.size(), RELOADS + 1);
  }

  private void goesByItsRevision(Bridge.Reply reply, Set<String> generous, Set<String> strict) {
    boolean answered = reply.outcome().equals("answered");
    assertTrue(answered || reply.code().equals("rate-limited"), reply.body()::toString);
    String id = reply.body().path(answered ? "id" : "instance").asText();
    String path = "/v1/questions/" + id.substring(id.length() - 36) + "/decisions";
    List<String> revisions = new ArrayList<>();
    hospital
        .bridge()
        .get(path, security)
        .body()
        .forEach(decision -> revisions.add(decision.path("revision").asText()));
    assertFalse(revisions.isEmpty());
    if (answered) {
      assertTrue(generous.containsAll(revisions), revisions::toString);
    } else {
      assertTrue(revisions.stream().anyMatch(strict::contains), revisions::toString);
    }
  }

  private Void askOn(AtomicBoolean done, String token, String purpose, Queue<Bridge.Reply> into) {
    while (!done.get()) {
      into.add(ask(token, purpose));
    }
    return null;
  }

  private Bridge.Reply ask(String token, String purpose) {
    return hospital.bridge().ask(token, purpose, Samples.PUBLIC_QUESTION);
  }

  private static JsonNode generous() {
    return Rates.upTo(ALL_ANYBODY_ASKS);
  }

  /** Research has had its questions of this hour, everybody else has not. */
  private static JsonNode strict() {
    ObjectNode tables = (ObjectNode) generous();
    ObjectNode purposes = (ObjectNode) tables.at("/rate/purposes");
    purposes.set("HRESCH", Rates.upTo(1).at("/rate/purposes/HRESCH"));
    return tables;
  }

  private String publish(JsonNode tables) {
    publisher.tables(tables);
    Revision revision = publisher.publishPolicy();
    PolicyBundles bundles = new PolicyBundles(hospital, scratch);
    Await.until(Duration.ofSeconds(20), bundles::inForce, revision.toString()::equals);
    return revision.toString();
  }
}

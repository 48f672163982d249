package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New policies under load: every answer is whole, and is the one of the revision that it names;
 * what one policy refuses is never allowed under it, and what it allows never refused.
 */
class ReloadIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final int ASKERS = 2;
  private static final int RELOADS = 6;
  private static final int ROWS = 10_000;

  @TempDir Path home;
  private Layout layout = new Layout(CHECKOUT, Path.of("target"));
  private Opa opa = opa(layout);

  @BeforeEach
  void aFolderOfItsOwn() throws IOException {
    RealParts.shared().vault().sslContext("bridge");
    layout = new Layout(CHECKOUT, home);
    Layout shared = RealParts.shared().layout();
    Files.copy(shared.caFile(), layout.caFile());
    for (String name : List.of("opa", "operator", "bridge")) {
      for (String file : List.of("tls.crt", "tls.key")) {
        Files.copy(shared.tls(name).resolve(file), layout.tls(name).resolve(file));
      }
    }
    opa = opa(layout);
  }

  @AfterEach
  void stop() {
    opa.part().stop();
    opa.bundleServer().stop();
  }

  /** What a revision answers to the two questions. */
  private record Seen(String revision, boolean first, boolean last) {}

  @Test
  void everyAnswerIsThatOfItsRevision() throws Exception {
    Map<String, Boolean> generous = new ConcurrentHashMap<>();
    generous.put(publish(true).toString(), true);
    opa.start();
    Queue answers = new Queue();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService askers = Executors.newFixedThreadPool(ASKERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        running.add(askers.submit(() -> ask(done, answers)));
      }
      for (int i = 0; i < RELOADS; i++) {
        boolean kind = i % 2 == 1;
        Revision next = publish(kind);
        generous.put(next.toString(), kind);
        assertTrue(opa.awaitTaken(next, Duration.ofSeconds(30)).inForce());
      }
      done.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }
    for (Seen seen : answers.seen) {
      assertTrue(seen.first(), () -> "refused what every policy allows: " + seen);
      assertEquals(generous.get(seen.revision()), seen.last(), seen::toString);
    }
    Set<String> revisions = ConcurrentHashMap.newKeySet();
    answers.seen.forEach(seen -> revisions.add(seen.revision()));
    assertTrue(revisions.size() > RELOADS / 2, revisions.size() + " revisions were seen");
    System.out.printf(
        "%d decisions over %d revisions of %d table rows, slowest %.1f ms%n",
        answers.seen.size(), revisions.size(), ROWS, answers.slowest / 1e6);
  }

  private static final class Queue {
    final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    volatile long slowest;
  }

  private Void ask(AtomicBoolean done, Queue answers) throws Exception {
    JsonNode first = example("admission-clinician-treatment");
    JsonNode last = example("admission-last-question-of-the-hour");
    OpaClient client = OpaClient.as(layout.tls("bridge"), layout.caFile(), opa.address());
    while (!done.get()) {
      boolean allowed = permits(client.decide("admission", first));
      long begun = System.nanoTime();
      JsonNode answer = client.decide("admission", last);
      answers.slowest = Math.max(answers.slowest, System.nanoTime() - begun);
      String revision = answer.at("/provenance/bundles/policy/revision").asText();
      answers.seen.add(new Seen(revision, allowed, permits(answer)));
    }
    return null;
  }

  private static boolean permits(JsonNode answer) {
    assertTrue(answer.has("result"), answer::toString);
    return answer.at("/result/outcome").asText().equals("permit");
  }

  /** A policy with many rows that allows the last question of an hour, or one that does not. */
  private Revision publish(boolean generous) {
    ObjectNode tables = (ObjectNode) Rates.upTo(generous ? 1000 : 100);
    ObjectNode sources = tables.putObject("purpose_of_use").putObject("sources");
    for (int i = 0; i < ROWS; i++) {
      sources.putArray("ward-" + i).add("TREAT");
    }
    opa.publisher().tables(tables);
    return opa.publisher().publishPolicy();
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(CHECKOUT.resolve("policies/cases/" + name + "/input.json").toFile());
  }

  private static Opa opa(Layout layout) {
    return new Opa(layout, new Ports(layout.ports()), Cache.ofUser(), Progress.silent());
  }
}

package dev.postern.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Rates;
import dev.postern.toolbox.policy.Revision;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Decisions while bundles with many table rows are taken, beside the same decisions at rest. */
final class ReloadBench {

  private static final int ROWS = 10_000;
  private static final int RELOADS = 5;
  private static final double ALLOWED_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Postern postern;
  private final HttpClient http;
  private final HttpRequest decision;

  ReloadBench(Postern postern, HttpClient http, HttpRequest decision) {
    this.postern = postern;
    this.http = http;
    this.decision = decision;
  }

  void run(Consumer<Figure> figures) throws Exception {
    try {
      taken(publish(0));
      report(
          "at rest, 10,000 rows",
          during(
              () -> {
                // As long as a reload takes, without one.
                Opa.Taken never =
                    postern.opa().awaitTaken(neverPublished(), Duration.ofSeconds(10));
                return !never.inForce();
              }),
          figures);
      report(
          "reload, 10,000 rows",
          during(
              () -> {
                for (int i = 1; i <= RELOADS; i++) {
                  taken(publish(i));
                }
                return true;
              }),
          figures);
    } finally {
      postern.opa().publisher().tables(Rates.upTo(1_000_000));
      taken(postern.opa().publisher().publishPolicy());
    }
  }

  /** Asks without a pause until the work is done. */
  private List<Long> during(Callable<Boolean> work) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService asking = Executors.newSingleThreadExecutor()) {
      Future<List<Long>> asked = asking.submit(() -> ask(done));
      try {
        work.call();
      } finally {
        done.set(true);
      }
      return asked.get();
    }
  }

  private List<Long> ask(AtomicBoolean done) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    while (!done.get()) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = http.send(decision, HttpResponse.BodyHandlers.ofString());
      nanos.add(System.nanoTime() - begun);
      if (answer.statusCode() != 200 || !answer.body().contains("\"outcome\":\"permit\"")) {
        throw new IllegalStateException("OPA answered " + answer.statusCode());
      }
    }
    return nanos;
  }

  private static void report(String scenario, List<Long> nanos, Consumer<Figure> figures) {
    Percentiles measured = Percentiles.ofNanos(nanos);
    double over = nanos.stream().filter(each -> each > ALLOWED_MILLIS * 1e6).count();
    figures.accept(new Figure("policy", scenario, "p99", measured.at(0.99), "ms", Double.NaN));
    figures.accept(new Figure("policy", scenario, "slowest", measured.at(1), "ms", ALLOWED_MILLIS));
    figures.accept(new Figure("policy", scenario, "over 20 ms", over, "decisions", nanos.size()));
  }

  private void taken(Revision revision) {
    Opa.Taken taken = postern.opa().awaitTaken(revision, PATIENCE);
    if (!taken.inForce()) {
      throw new IllegalStateException("the bundle was not taken: " + taken.message());
    }
  }

  private static Revision neverPublished() {
    return Revision.parse("999999999.4102444800.000000000000");
  }

  private Revision publish(int number) {
    ObjectNode tables = (ObjectNode) Rates.upTo(1_000_000);
    ObjectNode sources = tables.putObject("purpose_of_use").putObject("sources");
    for (int i = 0; i < ROWS; i++) {
      sources.putArray("ward-" + number + "-" + i).add("TREAT");
    }
    postern.opa().publisher().tables(tables);
    return postern.opa().publisher().publishPolicy();
  }
}

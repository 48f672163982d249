package dev.postern.bench;

import dev.postern.bench.Questioner.Answered;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.services.Service;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The slowest question while the bridge's Vault session, database login and certificate change
 * every few seconds, beside the same questions while nothing changes.
 */
final class RotationBench implements Benchmark {
  private static final String NAME = "rotation";
  private static final String ROUTE = "azure-eu";
  private static final int WARM_UP = 200;
  private static final Duration ASKED = Duration.ofSeconds(60);
  private static final double MOST_ADDED_MS = 100;

  private final Postern postern;

  RotationBench(Postern postern) {
    this.postern = postern;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    new DemoDocuments(postern).index();
    Series still = ask();
    report("nothing changes", still, still.latency().median() + MOST_ADDED_MS, figures);
    ShortLives lives = ShortLives.of(postern);
    try {
      restart();
      int before = lives.seen();
      Series changing = ask();
      figures.accept(
          new Figure(NAME, "all changes", "seen", lives.seen() - before, "changes", Double.NaN));
      report("all changes", changing, still.latency().median() + MOST_ADDED_MS, figures);
    } finally {
      lives.close();
      restart();
    }
  }

  private void restart() {
    postern.part(Service.BRIDGE.id()).stop();
    postern.part(Service.BRIDGE.id()).start();
  }

  /** What became of questions one after the other. */
  private record Series(List<Long> nanos, int refused) {
    Percentiles latency() {
      return Percentiles.ofNanos(nanos);
    }
  }

  private Series ask() throws Exception {
    Questioner questioner = new Questioner(postern, HttpClient.Version.HTTP_2);
    for (int i = 0; i < WARM_UP; i++) {
      questioner.ask(ROUTE);
    }
    List<Long> nanos = new ArrayList<>();
    int refused = 0;
    long end = System.nanoTime() + ASKED.toNanos();
    while (System.nanoTime() < end) {
      Optional<Answered> answer = questioner.ask(ROUTE);
      answer.ifPresent(each -> nanos.add(each.nanos()));
      refused += answer.isPresent() ? 0 : 1;
    }
    return new Series(nanos, refused);
  }

  private static void report(
      String scenario, Series series, double bound, Consumer<Figure> figures) {
    Percentiles latency = series.latency();
    figures.accept(new Figure(NAME, scenario, "p50", latency.median(), "ms", bound));
    figures.accept(new Figure(NAME, scenario, "p99", latency.at(0.99), "ms", bound));
    figures.accept(new Figure(NAME, scenario, "slowest", latency.at(1), "ms", bound));
    double over = series.nanos().stream().filter(each -> each > bound * 1e6).count();
    figures.accept(new Figure(NAME, scenario, "over", over, "questions", series.nanos().size()));
    figures.accept(
        new Figure(
            NAME, scenario, "refused", series.refused(), "questions", series.nanos().size()));
  }
}

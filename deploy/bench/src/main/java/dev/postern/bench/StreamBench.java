package dev.postern.bench;

import dev.postern.bench.Questioner.Begun;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The first piece of a streamed answer, by each cloud's route, beside the very same request sent to
 * the simulator directly; then many answers that have begun and stand still, and what they take of
 * the bridge's memory.
 */
final class StreamBench implements Benchmark {

  private static final String NAME = "stream";
  private static final String AZURE = "azure-eu";
  private static final List<String> ROUTES = List.of(AZURE, "bedrock-eu");
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 200;
  private static final double MOST_ADDED_MS = 40;
  private static final int IDLE = 1_000;
  private static final int RATE = 15;
  private static final Duration BETWEEN_PIECES = Duration.ofSeconds(15);
  private static final String LONG_ANSWER = "and so on ".repeat(20);
  private static final double HEAP_MB = 512;

  private final Path checkout;
  private final Path home;

  StreamBench(Path checkout, Path home) {
    this.checkout = checkout;
    this.home = home;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    Postern postern = with(patient());
    postern.up();
    try {
      new DemoDocuments(postern).index();
      Questioner questioner = new Questioner(postern, HttpClient.Version.HTTP_1_1);
      firstPieces(postern, questioner, figures);
      idle(postern, questioner, figures);
    } finally {
      with(Settings.DEMO).up();
    }
  }

  private Postern with(Settings settings) {
    return Postern.at(checkout, home, settings, Progress.stderr());
  }

  /** A bridge that waits long for the end of an answer, and bears many at a time. */
  private static Settings patient() {
    return Settings.DEMO
        .with("bridge", "bridge.provider.answer-within", "20m")
        .with("bridge", "bridge.routes." + AZURE + ".calls", Integer.toString(2 * IDLE));
  }

  private static void firstPieces(Postern postern, Questioner questioner, Consumer<Figure> figures)
      throws IOException, InterruptedException {
    for (String route : ROUTES) {
      begun(questioner, route, WARM_UP);
    }
    begun(questioner, AZURE, 1);
    ProviderAlone alone = ProviderAlone.repeating(postern);
    alone.firstPieces(WARM_UP);
    Percentiles direct = Percentiles.ofNanos(alone.firstPieces(ROUNDS));
    for (String route : ROUTES) {
      Percentiles through = Percentiles.ofNanos(begun(questioner, route, ROUNDS));
      for (var share : List.of(0.5, 0.99)) {
        String rank = share == 0.5 ? "p50" : "p99";
        double bound = direct.at(share);
        figures.accept(
            new Figure(NAME, route, "first piece " + rank, through.at(share), "ms", bound));
      }
      double added = through.median() - direct.median();
      figures.accept(new Figure(NAME, route, "added p50", added, "ms", MOST_ADDED_MS));
    }
  }

  private static List<Long> begun(Questioner questioner, String route, int times)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      try (Begun answer = questioner.stream(route).orElseThrow()) {
        nanos.add(answer.nanos());
        answer.end();
      }
    }
    return nanos;
  }

  private static void idle(Postern postern, Questioner questioner, Consumer<Figure> figures)
      throws Exception {
    BridgeMemory memory = new BridgeMemory(postern);
    figures.accept(
        new Figure(NAME, "none open", "heap used", memory.heapMegabytes(), "MB", HEAP_MB));
    try (SlowCloud slow = SlowCloud.saying(postern, LONG_ANSWER, BETWEEN_PIECES)) {
      List<Begun> open = open(questioner);
      String scenario = IDLE + " idle";
      figures.accept(new Figure(NAME, scenario, "open", open.size(), "streams", IDLE));
      figures.accept(
          new Figure(NAME, scenario, "heap used", memory.heapMegabytes(), "MB", HEAP_MB));
      figures.accept(
          new Figure(NAME, scenario, "resident", memory.residentMegabytes(), "MB", Double.NaN));
      for (Begun answer : open) {
        answer.close();
      }
    }
  }

  /** Asks at a steady rate; who waits for the first piece does not hold up the next. */
  private static List<Begun> open(Questioner questioner) throws Exception {
    long start = System.nanoTime();
    long gap = Duration.ofSeconds(1).toNanos() / RATE;
    List<Future<Optional<Begun>>> asked = new ArrayList<>();
    List<Begun> open = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < IDLE; i++) {
        long due = start + i * gap;
        asked.add(
            threads.submit(
                () -> {
                  LockSupport.parkNanos(due - System.nanoTime());
                  return questioner.stream(AZURE);
                }));
      }
      for (Future<Optional<Begun>> answer : asked) {
        answer.get().ifPresent(open::add);
      }
    }
    return open;
  }
}

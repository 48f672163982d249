package dev.postern.bench;

import dev.postern.bench.Questioner.Answered;
import dev.postern.toolbox.Postern;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The latency that Postern adds to a question with every control on: the whole answer, the model
 * simulator answering at once, by each cloud's route. Every question differs and names somebody.
 */
final class QuestionBench implements Benchmark {

  private static final int CHUNKS = 100_000;
  private static final int WARM_UP = 300;
  private static final int ALONE = 200;
  private static final int RATE = 25;
  private static final Duration OPEN_LOOP = Duration.ofSeconds(20);
  private static final Duration SATURATED = Duration.ofSeconds(15);
  private static final int CALLERS = 8;
  private static final String AZURE = "azure-eu";
  private static final String BEDROCK = "bedrock-eu";

  private final Postern postern;
  private final Questioner questioner;

  QuestionBench(Postern postern) {
    this.postern = postern;
    this.questioner = new Questioner(postern, HttpClient.Version.HTTP_2);
  }

  @Override
  public String name() {
    return "question";
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    new DemoDocuments(postern).index();
    new Corpus(postern.database("index")).growTo(CHUNKS);
    for (int i = 0; i < WARM_UP; i++) {
      questioner.ask(AZURE);
      questioner.ask(BEDROCK);
    }
    Map<String, Double> parts = new UnavoidableParts(postern).measure(Questioner.question(0));
    parts.forEach(
        (part, ms) -> figures.accept(new Figure("question", "part", part, ms, "ms", Double.NaN)));
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    for (String route : List.of(AZURE, BEDROCK)) {
      alone(route, sum, figures);
      openLoop(route, sum, figures);
    }
    saturation(parts, figures);
  }

  /** By Azure a case has the name that it always had. */
  private static String scenario(String name, String route) {
    return route.equals(AZURE) ? name : name + " " + route;
  }

  private void alone(String route, double sum, Consumer<Figure> figures) throws Exception {
    String scenario = scenario("c=1", route);
    List<Answered> answers = new ArrayList<>();
    for (int i = 0; i < ALONE; i++) {
      questioner.ask(route).ifPresent(answers::add);
    }
    report(scenario, answers, sum, figures);
    Map<String, List<Long>> steps = new TreeMap<>();
    for (Answered answer : answers) {
      answer
          .steps()
          .forEach((step, took) -> steps.computeIfAbsent(step, s -> new ArrayList<>()).add(took));
    }
    steps.forEach(
        (step, nanos) -> {
          double median = Percentiles.ofNanos(nanos).median();
          figures.accept(
              new Figure("question", scenario, "p50 of step " + step, median, "ms", Double.NaN));
        });
  }

  private void openLoop(String route, double sum, Consumer<Figure> figures) throws Exception {
    String scenario = scenario("25/s", route);
    long start = System.nanoTime();
    long gap = Duration.ofSeconds(1).toNanos() / RATE;
    int total = (int) (OPEN_LOOP.toSeconds() * RATE);
    List<Future<Optional<Answered>>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < total; i++) {
        long due = start + i * gap;
        asked.add(
            threads.submit(
                () -> {
                  LockSupport.parkNanos(due - System.nanoTime());
                  return questioner.ask(
                      route, due); // measured from when it was due, not when it left
                }));
      }
      List<Answered> answers = new ArrayList<>();
      for (Future<Optional<Answered>> answer : asked) {
        answer.get().ifPresent(answers::add);
      }
      figures.accept(
          new Figure("question", scenario, "answered", answers.size(), "questions", total));
      report(scenario, answers, sum, figures);
    }
  }

  private void saturation(Map<String, Double> parts, Consumer<Figure> figures) throws Exception {
    var answers = new ConcurrentLinkedQueue<Answered>();
    CpuShare share = CpuShare.start(postern);
    long start = System.nanoTime();
    long end = start + SATURATED.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    questioner.ask(AZURE).ifPresent(answers::add);
                  }
                  return null;
                }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double outside = share.cores(seconds);
    double cpu =
        Stream.of("embed", "detect", "index probe")
                .mapToDouble(part -> parts.getOrDefault(part, 0.0))
                .sum()
            / 1e3;
    double cores = Runtime.getRuntime().availableProcessors();
    figures.accept(
        new Figure("question", "saturation", "driver and simulator", outside, "cores", Double.NaN));
    figures.accept(
        new Figure(
            "question",
            "saturation",
            "throughput",
            answers.size() / seconds,
            "questions/s",
            (cores - outside) / cpu));
  }

  private static void report(
      String scenario, List<Answered> answers, double sum, Consumer<Figure> figures) {
    if (answers.isEmpty()) {
      return;
    }
    Percentiles latency = Percentiles.ofNanos(answers.stream().map(Answered::nanos).toList());
    figures.accept(new Figure("question", scenario, "p50", latency.median(), "ms", sum));
    figures.accept(new Figure("question", scenario, "p95", latency.at(0.95), "ms", sum));
    figures.accept(new Figure("question", scenario, "p99", latency.at(0.99), "ms", sum));
  }
}

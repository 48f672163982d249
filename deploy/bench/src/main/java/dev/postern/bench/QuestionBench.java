package dev.postern.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The latency that Postern adds to a question with every control on: the whole answer, the model
 * simulator answering at once. Every question differs and names somebody.
 */
final class QuestionBench implements Benchmark {

  private static final int CHUNKS = 100_000;
  private static final int WARM_UP = 60;
  private static final int ALONE = 200;
  private static final int RATE = 25;
  private static final Duration OPEN_LOOP = Duration.ofSeconds(20);
  private static final Duration SATURATED = Duration.ofSeconds(15);
  private static final int CALLERS = 8;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOPICS =
      List.of(
          "treatments for atrial fibrillation",
          "symptoms of Marfan syndrome",
          "causes of high blood pressure",
          "side effects of anticoagulants",
          "complications of heart valve disease");

  private final Postern postern;
  private final HttpClient http;
  private final AtomicInteger asked = new AtomicInteger();
  private String token = "";

  QuestionBench(Postern postern) {
    this.postern = postern;
    this.http = HttpClient.newBuilder().sslContext(postern.sslContext()).build();
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
      ask();
    }
    Map<String, Double> parts = new UnavoidableParts(postern).measure(question(0));
    parts.forEach(
        (part, ms) -> figures.accept(new Figure("question", "part", part, ms, "ms", Double.NaN)));
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    alone(sum, figures);
    openLoop(sum, figures);
    saturation(parts, figures);
  }

  private void alone(double sum, Consumer<Figure> figures) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < ALONE; i++) {
      nanos.add(ask());
    }
    report("c=1", Percentiles.ofNanos(nanos), sum, figures);
  }

  private void openLoop(double sum, Consumer<Figure> figures) throws Exception {
    long start = System.nanoTime();
    long gap = Duration.ofSeconds(1).toNanos() / RATE;
    int total = (int) (OPEN_LOOP.toSeconds() * RATE);
    List<Future<Long>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < total; i++) {
        long due = start + i * gap;
        answers.add(
            threads.submit(
                () -> {
                  LockSupport.parkNanos(due - System.nanoTime());
                  ask();
                  return System.nanoTime() - due; // measured from when it was due, not when it left
                }));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<Long> answer : answers) {
        nanos.add(answer.get());
      }
      report("25/s", Percentiles.ofNanos(nanos), sum, figures);
    }
  }

  private void saturation(Map<String, Double> parts, Consumer<Figure> figures) throws Exception {
    var nanos = new ConcurrentLinkedQueue<Long>();
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
                    nanos.add(ask());
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
            nanos.size() / seconds,
            "questions/s",
            (cores - outside) / cpu));
  }

  private static void report(
      String scenario, Percentiles latency, double sum, Consumer<Figure> figures) {
    figures.accept(new Figure("question", scenario, "p50", latency.median(), "ms", sum));
    figures.accept(new Figure("question", scenario, "p95", latency.at(0.95), "ms", sum));
    figures.accept(new Figure("question", scenario, "p99", latency.at(0.99), "ms", sum));
  }

  /** Asks one question that was never asked before; nanoseconds until the whole answer is there. */
  private long ask() throws Exception {
    String body =
        JSON.writeValueAsString(
            Map.of("question", question(asked.incrementAndGet()), "purpose_of_use", "TREAT"));
    HttpRequest request =
        HttpRequest.newBuilder(postern.addresses().bridge().resolve("/v1/questions"))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long before = System.nanoTime();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long took = System.nanoTime() - before;
    JsonNode answer = JSON.readTree(response.body());
    if (!answer.path("outcome").asText().equals("answered")) {
      throw new IllegalStateException(
          "a question of the bench was not answered: " + response.statusCode() + " " + answer);
    }
    return took;
  }

  private static String question(int n) {
    return "Mrs. Wilhelmina Tarrow-%d, phone 555-01%02d, asks about the %s: what helps?"
        .formatted(n, n % 100, TOPICS.get(n % TOPICS.size()));
  }

  private synchronized String token() {
    if (asked.get() % 5_000 == 1 || token.isEmpty()) {
      token = postern.token("cardiologist");
    }
    return token;
  }
}

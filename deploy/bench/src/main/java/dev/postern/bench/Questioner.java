package dev.postern.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A clinician who never asks the same twice; every question names somebody. */
final class Questioner {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOPICS =
      List.of(
          "treatments for atrial fibrillation",
          "symptoms of Marfan syndrome",
          "causes of high blood pressure",
          "side effects of anticoagulants",
          "complications of heart valve disease");

  private final Postern postern;
  private final AtomicInteger asked = new AtomicInteger();
  private @Nullable HttpClient client;
  private String token = "";

  Questioner(Postern postern) {
    this.postern = postern;
  }

  /**
   * An answered question.
   *
   * @param nanos until the whole answer was there
   * @param steps nanoseconds by the bridge's own account, which says milliseconds
   */
  record Answered(long nanos, Map<String, Long> steps) {}

  /** Asks now. Empty when the question was refused, as it is where there are too many. */
  Optional<Answered> ask() throws IOException, InterruptedException {
    return ask(System.nanoTime());
  }

  /**
   * Asks now.
   *
   * @param since when the question was due, {@link System#nanoTime()}
   */
  Optional<Answered> ask(long since) throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("question", question(asked.incrementAndGet()), "purpose_of_use", "TREAT"));
    HttpRequest request =
        HttpRequest.newBuilder(postern.addresses().bridge().resolve("/v1/questions"))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - since;
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() / 100 == 5) {
      return Optional.empty();
    }
    if (!answer.path("outcome").asText().equals("answered")) {
      throw new IllegalStateException(
          "a question of the bench was not answered: " + response.statusCode() + " " + answer);
    }
    Map<String, Long> steps = new TreeMap<>();
    answer
        .path("timing_ms")
        .properties()
        .forEach(step -> steps.put(step.getKey(), step.getValue().asLong() * 1_000_000));
    return Optional.of(new Answered(nanos, steps));
  }

  static String question(int n) {
    return "Mrs. Wilhelmina Tarrow-%d, phone 555-01%02d, asks about the %s: what helps?"
        .formatted(n, n % 100, TOPICS.get(n % TOPICS.size()));
  }

  /** Made when the system runs: its authority is as old as its first start. */
  private synchronized HttpClient http() {
    HttpClient made = client;
    if (made == null) {
      made = HttpClient.newBuilder().sslContext(postern.sslContext()).build();
      client = made;
    }
    return made;
  }

  private synchronized String token() {
    if (asked.get() % 5_000 == 1 || token.isEmpty()) {
      token = postern.token("cardiologist");
    }
    return token;
  }
}

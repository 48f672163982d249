package dev.postern.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
  private final HttpClient.Version version;
  private final AtomicInteger asked = new AtomicInteger();
  private @Nullable HttpClient client;
  private String token = "";

  /**
   * @param version HTTP/2 shares one connection among all questions, HTTP/1.1 does not
   */
  Questioner(Postern postern, HttpClient.Version version) {
    this.postern = postern;
    this.version = version;
  }

  /**
   * An answered question.
   *
   * @param nanos until the whole answer was there
   * @param steps nanoseconds by the bridge's own account, which says milliseconds
   */
  record Answered(long nanos, Map<String, Long> steps) {}

  /** Asks now. Empty when the question was refused, as it is where there are too many. */
  Optional<Answered> ask(String route) throws IOException, InterruptedException {
    return ask(route, System.nanoTime());
  }

  /**
   * Asks now.
   *
   * @param since when the question was due, {@link System#nanoTime()}
   */
  Optional<Answered> ask(String route, long since) throws IOException, InterruptedException {
    HttpRequest request = next("application/json", Map.of("route", route));
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

  /**
   * A streamed answer that has begun.
   *
   * @param nanos until its first piece of text was there
   */
  record Begun(long nanos, BufferedReader rest) implements AutoCloseable {

    /** Reads the rest. */
    void end() throws IOException {
      while (rest.readLine() != null) {}
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }

  /** Asks for a stream. Empty when it was refused, or ended before a piece of text was there. */
  Optional<Begun> stream(String route) throws IOException, InterruptedException {
    HttpRequest request = next("text/event-stream", Map.of("route", route));
    long since = System.nanoTime();
    HttpResponse<InputStream> response =
        http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event:") && line.endsWith("delta")) {
        return Optional.of(new Begun(System.nanoTime() - since, lines));
      }
    }
    lines.close();
    return Optional.empty();
  }

  private HttpRequest next(String accept, Map<String, String> more) throws IOException {
    Map<String, String> ask = new TreeMap<>(more);
    ask.put("question", question(asked.incrementAndGet()));
    ask.put("purpose_of_use", "TREAT");
    String body = JSON.writeValueAsString(ask);
    return HttpRequest.newBuilder(postern.addresses().bridge().resolve("/v1/questions"))
        .header("Authorization", "Bearer " + token())
        .header("Content-Type", "application/json")
        .header("Accept", accept)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  static String question(int n) {
    return "Mrs. Wilhelmina Tarrow-%d, phone 555-01%02d, asks about the %s: what helps?"
        .formatted(n, n % 100, TOPICS.get(n % TOPICS.size()));
  }

  /** Made when the system runs: its authority is as old as its first start. */
  private synchronized HttpClient http() {
    HttpClient made = client;
    if (made == null) {
      made = HttpClient.newBuilder().version(version).sslContext(postern.sslContext()).build();
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

package dev.postern.bench;

import dev.postern.toolbox.Postern;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The simulated provider without Postern: the last request that reached it, sent again. */
final class ProviderAlone {
  private static final String PATH = "/openai/v1/chat/completions";

  private final HttpClient http;
  private final HttpRequest request;

  private ProviderAlone(HttpClient http, HttpRequest request) {
    this.http = http;
    this.request = request;
  }

  /** Repeats the newest arrival, which has to be one of the Azure route. */
  static ProviderAlone repeating(Postern postern) throws IOException {
    String arrival = newest(postern.simulator().records());
    if (!arrival.startsWith("POST " + PATH)) {
      throw new IllegalStateException("the last request was no chat completion");
    }
    String body = arrival.substring(arrival.indexOf("\n\n") + 2);
    String key = Files.readString(postern.vault().providerKeyFile()).strip();
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(postern.sslContext())
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(postern.simulator().address().resolve(PATH))
            .header("Content-Type", "application/json")
            .header("api-key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return new ProviderAlone(http, request);
  }

  private static String newest(Path records) throws IOException {
    try (Stream<Path> files = Files.list(records)) {
      Path last =
          files
              .filter(file -> file.toString().endsWith(".request"))
              .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
              .orElseThrow();
      return Files.readString(last);
    }
  }

  /** Nanoseconds from each request to the first piece of its answer's text. */
  List<Long> firstPieces(int times) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long since = System.nanoTime();
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null && !text(line)) {
          line = lines.readLine();
        }
        if (line == null) {
          throw new IllegalStateException("the simulator answered " + response.statusCode());
        }
        nanos.add(System.nanoTime() - since);
        while (lines.readLine() != null) {}
      }
    }
    return nanos;
  }

  private static boolean text(String line) {
    return line.contains("\"content\":\"") && !line.contains("\"content\":\"\"");
  }
}

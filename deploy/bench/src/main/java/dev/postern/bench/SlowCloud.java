package dev.postern.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A simulator that lets long pass between two pieces of its answer. */
final class SlowCloud implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI faults;

  private SlowCloud(URI faults) {
    this.faults = faults;
  }

  /** Says this to everybody. */
  static SlowCloud saying(Postern postern, String answer, Duration betweenPieces)
      throws IOException, InterruptedException {
    SlowCloud cloud = new SlowCloud(postern.simulator().control().resolve("/_simulator/faults"));
    String fault =
        JSON.writeValueAsString(
            Map.of("answer", answer, "delta_delay_ms", betweenPieces.toMillis()));
    cloud.send(
        HttpRequest.newBuilder(cloud.faults)
            .PUT(HttpRequest.BodyPublishers.ofString(fault))
            .build());
    return cloud;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(faults).DELETE().build());
  }

  private void send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("the simulator's control answered " + status);
      }
    }
  }
}

package dev.postern.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the simulated cloud does wrong on purpose, set by its side door on loopback. */
final class CloudFaults {

  private final URI faults;

  CloudFaults(int controlPort) {
    this.faults = URI.create("http://127.0.0.1:" + controlPort + "/_simulator/faults");
  }

  void set(String json) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(faults).PUT(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  void none() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(faults).DELETE().build());
  }

  private static void send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("the simulator's control answered " + status);
      }
    }
  }
}

package dev.postern.bench;

import dev.postern.toolbox.Postern;
import dev.postern.toolbox.services.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the bridge's process holds. */
final class BridgeMemory {
  private static final double MEGABYTE = 1 << 20;
  private static final double KILOBYTES = 1 << 10;

  private final Postern postern;

  BridgeMemory(Postern postern) {
    this.postern = postern;
  }

  /** Of its heap, what was not collected yet included. */
  double heapMegabytes() throws IOException, InterruptedException {
    URI metrics = postern.management(Service.BRIDGE).resolve("/q/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
                  HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
              .body()
              .lines()
              .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum()
          / MEGABYTE;
    }
  }

  /** Of the machine's memory, code and stacks included. */
  double residentMegabytes() throws IOException {
    long pid = postern.part("bridge").pid().orElseThrow();
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES;
      }
    }
    throw new IOException("the bridge's memory is not told");
  }
}

package dev.postern.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}: which metrics there are, of which service, with which labels. */
final class MetricsPage {

  /**
   * @param there {@code start}, {@code answer}, {@code configured} or {@code seen}
   */
  record Metric(String service, String name, String kind, Set<String> labels, String there) {

    /** Whether a system that has answered a question exposes it. */
    boolean expected() {
      return there.equals("start") || there.equals("answer");
    }

    /** Whether Prometheus may call this metric so: a timer has three names. */
    boolean isCalled(String exposed) {
      return kind.equals("timer")
          ? exposed.matches(name + "_(count|sum|max)")
          : exposed.equals(name);
    }
  }

  private static final Path PAGE = Path.of("../../docs/metrics.md").toAbsolutePath().normalize();

  private MetricsPage() {}

  static Map<String, Metric> metrics() throws IOException {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    String service = "";
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        service =
            switch (line) {
              case "## The bridge" -> "bridge";
              case "## The indexer" -> "indexer";
              case "## The audit service" -> "audit";
              default -> throw new IllegalStateException("a section of no service: " + line);
            };
      } else if (line.startsWith("| `")) {
        String[] cells = line.split("\\|");
        String name = cells[1].replace("`", "").strip();
        metrics.put(
            name, new Metric(service, name, cells[2].strip(), labels(cells[3]), cells[4].strip()));
      }
    }
    return metrics;
  }

  private static Set<String> labels(String cell) {
    return Arrays.stream(cell.replace("`", "").split(","))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }
}

package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the alerts and dashboards of {@code deploy/telemetry} ask Prometheus for. */
final class TelemetryQueries {

  static final Path FOLDER = Path.of("../telemetry").toAbsolutePath().normalize();

  private static final Pattern EXPR = Pattern.compile("(?m)^ +expr: '(.*)'$");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:postern|jvm|http|process)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!=|!~|=)\"");

  private TelemetryQueries() {}

  static List<String> alerts() throws IOException {
    return EXPR.matcher(Files.readString(FOLDER.resolve("prometheus/postern.rules.yaml")))
        .results()
        .map(found -> found.group(1).replace("''", "'"))
        .toList();
  }

  static Map<Path, JsonNode> dashboards() throws IOException {
    Map<Path, JsonNode> dashboards = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("grafana"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        dashboards.put(file, new ObjectMapper().readTree(file.toFile()));
      }
    }
    return dashboards;
  }

  /** Of all panels, with Grafana's interval as Prometheus takes it. */
  static List<String> panels() throws IOException {
    return dashboards().values().stream()
        .flatMap(dashboard -> dashboard.findValuesAsText("expr").stream())
        .map(query -> query.replace("$__rate_interval", "1m"))
        .toList();
  }

  /** Names of metrics in a query. */
  static Set<String> metrics(String query) {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(query).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Labels that a query selects each of its metrics by. */
  static Map<String, Set<String>> selected(String query) {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    Matcher matcher = METRIC.matcher(query);
    while (matcher.find()) {
      Set<String> its = labels.computeIfAbsent(matcher.group(1), any -> new TreeSet<>());
      String selector = matcher.group(2);
      if (selector != null) {
        LABEL.matcher(selector).results().forEach(found -> its.add(found.group(1)));
      }
    }
    return labels;
  }
}

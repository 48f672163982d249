package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.MetricsPage.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code deploy/telemetry} says fits the product and itself. */
class TelemetryAssetsTest {

  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path RULES =
      TelemetryQueries.FOLDER.resolve("prometheus/postern.rules.yaml");
  private static final Path CASES =
      TelemetryQueries.FOLDER.resolve("prometheus/postern.tests.yaml");

  /** Prometheus gives each series its own. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

  @Test
  void everyQueryAsksForAMetricOfThePageByLabelsThatItHas() throws IOException {
    Collection<Metric> page = MetricsPage.metrics().values();
    for (String query : queries()) {
      TelemetryQueries.selected(query)
          .forEach(
              (name, labels) -> {
                if (name.startsWith("postern_")) {
                  Metric metric =
                      page.stream()
                          .filter(each -> each.isCalled(name))
                          .findFirst()
                          .orElseThrow(() -> new AssertionError(name + " is on no page"));
                  Set<String> unknown = new HashSet<>(labels);
                  unknown.removeAll(metric.labels());
                  unknown.removeAll(OF_THE_SCRAPE);
                  assertEquals(Set.of(), unknown, name);
                }
              });
    }
  }

  @Test
  void noQueryAsksForNothing() throws IOException {
    for (String query : queries()) {
      assertFalse(
          TelemetryQueries.metrics(query).isEmpty() && !query.startsWith("up{"), () -> query);
    }
  }

  @Test
  void everyAlertSaysWhatToDoAndWhereToReadOn() throws IOException {
    String rules = Files.readString(RULES);
    int alerts = found(rules, "- alert: (.*)").size();
    assertEquals(alerts, TelemetryQueries.alerts().size());
    assertEquals(alerts, found(rules, "summary: '(.+)'").size());
    assertEquals(alerts, found(rules, "description: '(.{40,})'").size());
    assertEquals(alerts, found(rules, "severity: (critical|warning|info)").size());
    List<String> runbooks = found(rules, "runbook: (.+)");
    assertEquals(alerts, runbooks.size());
    for (String runbook : runbooks) {
      String[] parts = runbook.split("#", 2);
      Path page = CHECKOUT.resolve(parts[0]);
      assertTrue(Files.exists(page), runbook);
      assertTrue(parts.length == 1 || anchors(page).contains(parts[1]), runbook);
    }
  }

  @Test
  void everyAlertHasACaseInWhichItIsRaisedAndOneInWhichItIsNot() throws IOException {
    List<String> alerts = found(Files.readString(RULES), "- alert: (.*)");
    List<String> cases = found(Files.readString(CASES), "- name: (.*)");
    List<String> wanted = new ArrayList<>();
    for (String alert : alerts) {
      wanted.add(alert + " is raised");
      wanted.add(alert + " is not raised");
    }
    assertEquals(wanted, cases);
  }

  @Test
  void theCollectorLetsThroughWhatTheServicesSendAndNothingElse() throws IOException {
    String source =
        Files.readString(
            CHECKOUT.resolve(
                "deploy/runtime/src/main/java/dev/postern/runtime/telemetry/AllowedAttributes.java"));
    String collector = Files.readString(TelemetryQueries.FOLDER.resolve("collector.yaml"));
    String listed = collector.substring(collector.indexOf("allowed_keys:"));
    listed = listed.substring(0, listed.indexOf('#'));

    assertEquals(
        new TreeSet<>(found(source, "\"([a-z0-9_.]+)\"")),
        new TreeSet<>(found(listed, "- ([a-z0-9_.]+)")));
    assertTrue(collector.contains("allow_all_keys: false"));
    assertTrue(collector.contains("processors: [memory_limiter, redaction, batch]"));
  }

  @Test
  void everyPanelSaysWhatItShowsFromASourceThatIsChosen() throws IOException {
    Set<String> ids = new HashSet<>();
    for (JsonNode dashboard : TelemetryQueries.dashboards().values()) {
      assertTrue(ids.add(dashboard.path("uid").asText()));
      for (JsonNode panel : dashboard.path("panels")) {
        String title = panel.path("title").asText();
        assertFalse(panel.path("description").asText().isEmpty(), title);
        assertFalse(panel.path("targets").isEmpty(), title);
        assertEquals("${datasource}", panel.path("datasource").path("uid").asText(), title);
      }
    }
    assertEquals(Set.of("postern-service", "postern-compliance", "postern-ingestion"), ids);
  }

  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>(TelemetryQueries.alerts());
    queries.addAll(TelemetryQueries.panels());
    return queries;
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }

  /** Anchors of headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}

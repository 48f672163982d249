package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.postern.e2e.MetricsPage.Metric;
import dev.postern.e2e.OtlpReceiver.Received;
import dev.postern.e2e.Relay.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TelemetryIT {

  private static final Set<String> SERVICES = Set.of("audit", "bridge", "indexer");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");

  private final Hospital hospital = Hospital.shared();

  @Test
  void oneQuestionIsOneTraceThroughAllThreeServices() {
    Set<ByteString> before = traces(hospital.traces().spans()).keySet();

    assertEquals("answered", ask().outcome());

    Map<ByteString, Set<String>> seen =
        Await.until(
            Duration.ofSeconds(20),
            () -> {
              Map<ByteString, Set<String>> fresh = traces(hospital.traces().spans());
              fresh.keySet().removeAll(before);
              return fresh;
            },
            fresh -> fresh.values().stream().anyMatch(services -> services.containsAll(SERVICES)));
    assertFalse(seen.isEmpty());
  }

  @Test
  void noSpanHoldsContentNamesOrTokens() {
    assertEquals("answered", ask().outcome());
    List<Received> spans =
        Await.until(Duration.ofSeconds(20), () -> hospital.traces().spans(), s -> s.size() > 3);

    for (Received received : spans) {
      String all = received.span() + " " + received.resource();
      for (String planted :
          List.of("Brackwater", "Ottoline", "apixaban", Samples.MRN, "Bearer", "clinic-letter")) {
        assertFalse(all.contains(planted), () -> planted + " in a span of " + received.service());
      }
    }
  }

  @Test
  void eachServiceExposesMetricsWithoutContent() {
    assertEquals("answered", ask().outcome());
    for (String service : SERVICES) {
      String text = Metrics.of(hospital, service);
      assertTrue(text.contains("postern_"), () -> "no figure of ours in " + service);
      assertFalse(text.contains("Brackwater") || text.contains("apixaban"));
    }
  }

  @Test
  void whatIsExposedIsOnThePageOfMetricsAndWhatThePagePromisesIsExposed() throws IOException {
    assertEquals("answered", ask().outcome());
    Set<Metric> seen = new HashSet<>();
    for (String service : SERVICES) {
      for (Sample sample : samples(Metrics.of(hospital, service))) {
        Metric metric =
            MetricsPage.metrics().values().stream()
                .filter(each -> each.service().equals(service) && each.isCalled(sample.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " of " + service + ": no page"));
        assertEquals(metric.labels(), sample.labels(), sample.name());
        seen.add(metric);
      }
    }
    List<String> missing =
        MetricsPage.metrics().values().stream()
            .filter(metric -> metric.expected() && !seen.contains(metric))
            .map(Metric::name)
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void whatAlertsAndDashboardsAskTheFrameworkForIsExposed() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String service : SERVICES) {
      all.append(Metrics.of(hospital, service));
    }
    List<String> queries = new ArrayList<>(TelemetryQueries.alerts());
    queries.addAll(TelemetryQueries.panels());
    for (String query : queries) {
      for (String name : TelemetryQueries.metrics(query)) {
        assertTrue(
            name.startsWith("postern_") || all.indexOf("\n" + name) >= 0,
            () -> name + " is exposed by nothing");
      }
    }
  }

  /** Nothing but the service's own lines: the JVM says a word of its own at some starts. */
  @Test
  void aLineOfTheLogIsAnObjectThatNamesTheTraceOfItsQuestion() throws IOException {
    hospital.auditRelay().holdAfter(Direction.UPSTREAM, 0);
    try {
      hospital.bridge().ask(hospital.token("analyst"), "TREAT", Samples.CARDIOLOGY_QUESTION);
    } finally {
      hospital.auditRelay().release();
    }
    for (String service : SERVICES) {
      for (JsonNode line : log(service)) {
        assertTrue(line.path("message").isTextual() && line.path("level").isTextual(), service);
        assertTrue(Instant.parse(line.path("timestamp").asText()).isBefore(Instant.now()), service);
      }
    }
    List<String> traced =
        log("bridge").stream()
            .filter(line -> line.path("message").asText().startsWith("refusal of question"))
            .map(line -> line.path("mdc").path("traceId").asText())
            .toList();
    assertFalse(traced.isEmpty());
    assertTrue(traced.stream().allMatch(trace -> trace.matches("[0-9a-f]{32}")), traced::toString);
  }

  private List<JsonNode> log(String service) throws IOException {
    Path log =
        hospital.postern().parts().stream()
            .filter(part -> part.name().equals(service))
            .findFirst()
            .orElseThrow()
            .log();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      assertFalse(line.matches("[0-9]{4}-[0-9]{2}-.*"), line);
      if (line.startsWith("{")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private record Sample(String name, Set<String> labels) {}

  private static Set<Sample> samples(String exposed) {
    return exposed
        .lines()
        .filter(line -> line.startsWith("postern_"))
        // An exemplar of the sample stands behind it.
        .map(line -> line.replaceFirst(" # .*", ""))
        .map(line -> new Sample(line.replaceFirst("[{ ].*", ""), labels(line)))
        .collect(Collectors.toSet());
  }

  private static Set<String> labels(String line) {
    return LABEL.matcher(line).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private Bridge.Reply ask() {
    return hospital
        .bridge()
        .ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);
  }

  private static Map<ByteString, Set<String>> traces(List<Received> spans) {
    return spans.stream()
        .collect(
            Collectors.groupingBy(
                r -> r.span().getTraceId(),
                Collectors.mapping(Received::service, Collectors.toSet())));
  }
}

package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.postern.e2e.OtlpReceiver.Received;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TelemetryIT {

  private static final Set<String> SERVICES = Set.of("audit", "bridge", "indexer");

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
  void eachServiceExposesMetricsWithoutContent() throws Exception {
    assertEquals("answered", ask().outcome());
    HttpClient http = HttpClient.newHttpClient();
    for (String service : SERVICES) {
      int port = hospital.postern().ports().of(service + "-management");
      URI metrics = URI.create("http://127.0.0.1:" + port + "/q/metrics");
      String text =
          http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      assertTrue(text.contains("postern_"), () -> "no figure of ours in " + service);
      assertFalse(text.contains("Brackwater") || text.contains("apixaban"));
    }
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

package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Bridge.Event;
import dev.postern.e2e.Bridge.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The failure table: providers slow, overloaded or cut, and how all recovers by itself. */
class FailingProviderIT {
  private static final Duration RECOVERY = Duration.ofSeconds(45);

  /** As often in a row leaves a route alone. */
  private static final int FAILURES = 5;

  private final Hospital hospital = Hospital.shared();
  private final String token = hospital.token("cardiologist");
  private final int arrivedBefore = hospital.cloud().arrivals().size();

  @AfterEach
  void everyRouteAnswersAndWhateverArrivedWasDurable() {
    hospital.cloud().faults("{}");
    for (String route : List.of("azure-eu", "bedrock-eu", "local")) {
      Await.until(
          RECOVERY,
          () -> hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION, route),
          reply -> reply.outcome().equals("answered"));
    }
    for (JsonNode arrival : hospital.cloud().arrivalsSince(arrivedBefore)) {
      assertEquals("found", arrival.path("lookup").asText());
    }
  }

  private int arrived() {
    return hospital.cloud().arrivals().size() - arrivedBefore;
  }

  private Reply ask() {
    return hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION);
  }

  private String open(String route) {
    String gauge = "postern_route_open{route=\"" + route + "\"} ";
    return Metrics.of(hospital, "bridge")
        .lines()
        .filter(line -> line.startsWith(gauge))
        .map(line -> line.substring(gauge.length()))
        .findFirst()
        .orElse("none");
  }

  @Test
  void aStreamThatIsCutAfterItsFirstWordsEndsWithAnErrorAndIsRecordedAsPartial() {
    String said = "Some words and more of them. ".repeat(10);
    hospital.cloud().faults("{\"cut_after\": 20, \"times\": 1, \"answer\": \"" + said + "\"}");
    long before = hospital.outcomes("partial");

    List<Event> events = hospital.bridge().stream(token, "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals("disclosure", events.getFirst().name());
    assertTrue(events.stream().anyMatch(event -> event.name().equals("delta")), events.toString());
    Event last = events.getLast();
    assertEquals("error", last.name());
    assertEquals("urn:postern:problem:provider-failed", last.data().path("type").asText());
    assertEquals(1, arrived());
    assertEquals(before + 1, hospital.outcomes("partial"));
  }

  @Test
  void aProviderThatIsSlowerThanItsCallerWaitsIsGivenUpInTimeAndAskedOnce() {
    hospital.cloud().faults("{\"latency_ms\": 60000, \"times\": 1}");
    long before = hospital.outcomes("failed");

    Reply reply = hospital.bridge().askWithin(2, token, "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals(502, reply.status(), reply.toString());
    assertEquals("provider-failed", reply.code());
    assertEquals(1, arrived());
    assertEquals(before + 1, hospital.outcomes("failed"));
  }

  @Test
  void whereEveryProviderIsOverloadedAllAreLeftAloneForAWhileAndThenTriedAgain() {
    hospital.cloud().faults("{\"status\": 429, \"retry_after\": 1}");
    for (int question = 0; question < FAILURES; question++) {
      Reply reply = ask();
      assertEquals(502, reply.status(), reply.toString());
      assertEquals("provider-failed", reply.code());
    }
    assertEquals("1.0", open("azure-eu"));
    int tried = arrived();

    Reply leftAlone = ask();

    assertEquals("provider-failed", leftAlone.code(), leftAlone.toString());
    assertEquals(tried, arrived());
    hospital.cloud().faults("{}");
    Await.until(RECOVERY, this::ask, reply -> reply.outcome().equals("answered"));
    Await.until(RECOVERY, () -> open("azure-eu"), "0.0"::equals);
  }
}

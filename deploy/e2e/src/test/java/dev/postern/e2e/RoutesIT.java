package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Bridge.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same question by each provider's route. */
class RoutesIT {
  private final Hospital hospital = Hospital.shared();

  @AfterEach
  void nothingGoesWrong() {
    hospital.cloud().faults("{}");
  }

  private void asked(String route, List<String> entries) {
    int before = hospital.cloud().arrivals().size();

    Reply reply =
        hospital
            .bridge()
            .ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION, route);

    assertEquals("answered", reply.outcome(), reply.toString());
    assertEquals(route, reply.body().path("disclosure").path("route").asText());
    String answer = reply.body().path("answer").asText();
    assertTrue(answer.contains("Brackwater"), answer);
    List<JsonNode> arrived = hospital.cloud().arrivalsSince(before);
    assertEquals(1, arrived.size());
    assertEquals("found", arrived.getFirst().path("lookup").asText());
    assertTrue(arrived.getFirst().path("api_key_ok").asBoolean());
    assertEquals(entries.getFirst(), arrived.getFirst().path("entry_type").asText());
    String body = hospital.cloud().bytes(arrived.getFirst());
    assertFalse(body.contains("Brackwater"), "the model read a name");
    assertEquals(entries, hospital.entries(reply.body().path("id").asText()));
  }

  @Test
  void bedrockAnswersUnderAnIntentThatWasDurableWhenItArrived() {
    asked("bedrock-eu", List.of("EGRESS_INTENT", "EGRESS_OUTCOME"));
  }

  @Test
  void aModelOnPremisesAnswersUnderALocalIntent() {
    asked("local", List.of("LOCAL_INTENT", "LOCAL_ANSWER"));
  }

  @Test
  void azureAnswersUnderAnIntentThatWasDurableWhenItArrived() {
    asked("azure-eu", List.of("EGRESS_INTENT", "EGRESS_OUTCOME"));
  }

  @Test
  void aProviderThatIsOverloadedHandsOverBeforeTheFirstTokenUnderAnotherIntent() {
    int before = hospital.cloud().arrivals().size();
    hospital.cloud().faults("{\"status\": 503, \"provider\": \"azure-openai\", \"times\": 1}");

    Reply reply =
        hospital.bridge().ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals("answered", reply.outcome(), reply.toString());
    assertEquals("bedrock-eu", reply.body().path("disclosure").path("route").asText());
    List<JsonNode> arrived = hospital.cloud().arrivalsSince(before);
    assertEquals(List.of(503, 200), arrived.stream().map(a -> a.path("status").asInt()).toList());
    assertEquals(
        List.of("found", "found"), arrived.stream().map(a -> a.path("lookup").asText()).toList());
    assertEquals(
        List.of("EGRESS_INTENT", "EGRESS_OUTCOME", "EGRESS_INTENT", "EGRESS_OUTCOME"),
        hospital.entries(reply.body().path("id").asText()));
  }

  @Test
  void aCallerWhoLeavesBeforeTheAnswerBeginsEndsTheCallAndThatIsRecorded() {
    hospital.cloud().faults("{\"latency_ms\": 60000, \"times\": 1}");
    long before = hospital.outcomes("cancelled");

    assertThrows(
        UncheckedIOException.class,
        () ->
            hospital
                .bridge()
                .askBriefly(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION));

    Await.until(
        Duration.ofSeconds(20), () -> hospital.outcomes("cancelled"), now -> now == before + 1);
  }
}

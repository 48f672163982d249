package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Bridge.Event;
import dev.postern.e2e.Bridge.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionIT {

  private final Hospital hospital = Hospital.shared();
  private final Bridge bridge = hospital.bridge();

  @Test
  void aCardiologistReadsRealNamesAndTheCloudReadTokensOnly() {
    int before = hospital.cloud().arrivals().size();

    Reply reply = bridge.ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals(200, reply.status(), reply.toString());
    assertEquals("answered", reply.outcome());
    String answer = reply.body().path("answer").asText();
    assertTrue(answer.contains("apixaban"), answer);
    assertTrue(answer.contains("Brackwater"), answer);
    assertFalse(reply.body().path("citations").isEmpty());
    assertTrue(reply.body().path("receipt").path("index").isIntegralNumber());
    assertTrue(reply.body().path("outcome_recorded").asBoolean());

    List<JsonNode> arrived = hospital.cloud().arrivals();
    assertEquals(before + 1, arrived.size());
    JsonNode request = arrived.getLast();
    assertEquals("found", request.path("lookup").asText());
    String body = hospital.cloud().bytes(request);
    for (String identifier :
        List.of(
            "Ottoline", "Brackwater", "Emmerich", Samples.MRN, "84417302", Samples.PHONE, "1951")) {
      assertFalse(body.contains(identifier), () -> "the cloud read " + identifier);
    }
    assertTrue(body.contains("[PERSON_1]"), body);
  }

  @Test
  void theQuotesAreByteExactSentencesOfTheStoredText() {
    Reply reply = bridge.ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);

    JsonNode citation = reply.body().path("citations").get(0);
    assertEquals("S1", citation.path("mark").asText().replaceAll("[\\[\\]]", ""));
    assertTrue(
        citation
            .path("quote")
            .asText()
            .contains("takes apixaban 5 mg twice daily as anticoagulant for atrial fibrillation"),
        citation.toString());
  }

  @Test
  void anOncologistWithoutRightsLearnsNothingNotEvenThatThePatientIsKnown() {
    int before = hospital.cloud().arrivals().size();

    Reply reply = bridge.ask(hospital.token("oncologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals(200, reply.status(), reply.toString());
    assertEquals("no_sources", reply.outcome());
    assertTrue(reply.body().path("answer").isMissingNode() || reply.body().path("answer").isNull());
    assertEquals(before, hospital.cloud().arrivals().size());
  }

  @Test
  void aStreamTellsWhatLeftBeforeTheAnswerStarts() {
    List<Event> events =
        bridge.stream(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);

    assertEquals("disclosure", events.getFirst().name());
    assertEquals("done", events.getLast().name());
    String answer =
        events.stream()
            .filter(e -> e.name().equals("delta"))
            .map(e -> e.data().isTextual() ? e.data().asText() : e.data().path("text").asText())
            .reduce("", String::concat);
    assertTrue(answer.contains("Brackwater"), answer);
    assertFalse(answer.contains("[PERSON_"), answer);
    assertTrue(events.stream().anyMatch(e -> e.name().equals("citations")));
  }

  @Test
  void anAnalystGetsAnAnswerFromPublicPagesForResearch() {
    Reply reply = bridge.ask(hospital.token("analyst"), "HRESCH", Samples.PUBLIC_QUESTION);

    assertEquals("answered", reply.outcome(), reply.toString());
    assertTrue(reply.body().path("answer").asText().contains("anticoagulants"));
  }

  @Test
  void aPurposeTheRoleMayNotClaimIsWithheldWithReasonsAndRecorded() {
    int before = hospital.cloud().arrivals().size();

    Reply reply = bridge.ask(hospital.token("analyst"), "TREAT", Samples.PUBLIC_QUESTION);

    assertEquals(403, reply.status(), reply.toString());
    assertEquals("withheld", reply.code());
    assertFalse(reply.body().path("reasons").isEmpty());
    assertEquals(before, hospital.cloud().arrivals().size());
  }
}

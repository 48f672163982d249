package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Bridge.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a reviewer sees of a question afterwards, and what nobody sees once it is destroyed. */
class ReviewIT {
  private static final String PATIENT =
      "\"authority\":\"st-aurelia-mrn\",\"identifier\":\"84417-302\"";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hospital hospital = Hospital.shared();
  private final Bridge bridge = hospital.bridge();
  private final Bridge audit =
      new Bridge(hospital.postern().addresses().audit(), hospital.postern().sslContext());

  @Test
  void aReviewerSeesTokensAndWhatTheyStandForOnlyWhenItIsRecorded() {
    String question = asked();

    Reply tokens = disclosure(question, "reviewer", "");
    assertEquals(200, tokens.status(), tokens.toString());
    assertTrue(tokens.body().path("body").asText().contains("[PERSON_1]"));
    assertFalse(tokens.body().toString().contains("Ottoline"));

    Reply names = disclosure(question, "reviewer", "?reidentify=true");
    assertTrue(names.body().path("identities").toString().contains("Ottoline"), names.toString());
    assertEquals(403, disclosure(question, "cardiologist", "?reidentify=true").status());
    assertEquals(404, disclosure(question, "oncologist", "?reidentify=true").status());

    JsonNode accounting =
        audit
            .post("/v1/disclosures/search", hospital.token("reviewer"), "{" + PATIENT + "}")
            .body();
    assertTrue(accounting.path("disclosures").toString().contains(question));
  }

  @Test
  void whatTwoPersonsDestroyedNobodyReadsAndNewContentIsKeptUnderANewKey() {
    String question = asked();
    assertEquals(200, disclosure(question, "reviewer", "").status());

    String wish = "{" + PATIENT + ",\"code\":\"erasure-1\"}";
    Reply asked = audit.post("/v1/destructions", hospital.token("reviewer"), wish);
    String path = "/v1/destructions/" + asked.body().path("id").asText();
    assertEquals(403, audit.post(path + "/approve", hospital.token("reviewer"), "").status());
    assertEquals(200, audit.post(path + "/approve", hospital.token("security"), "").status());

    assertEquals(404, disclosure(question, "reviewer", "").status());
    // The service turns the wrapping key; the bridge hears of it and makes a new one.
    Await.until(
        PATIENCE,
        () -> audit.get(path, hospital.token("reviewer")).body().path("state").asText(),
        "done"::equals);
    Await.until(
        PATIENCE, () -> disclosure(asked(), "reviewer", "").status(), status -> status == 200);
    assertEquals(404, disclosure(question, "reviewer", "").status());
  }

  private String asked() {
    Reply reply = bridge.ask(hospital.token("cardiologist"), "TREAT", Samples.CARDIOLOGY_QUESTION);
    assertEquals("answered", reply.outcome(), reply.toString());
    return reply.body().path("id").asText();
  }

  private Reply disclosure(String question, String account, String query) {
    return bridge.get("/v1/questions/" + question + "/disclosure" + query, hospital.token(account));
  }
}

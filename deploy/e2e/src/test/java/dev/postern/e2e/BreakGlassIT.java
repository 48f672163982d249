package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Break-glass: whom nobody may see is seen once it is recorded, and a reviewer hears of it. */
class BreakGlassIT {

  private static final String EMERGENCY =
      """
      {"question": "%s", "purpose_of_use": "ETREAT", "break_glass": {"code": "life-threatening",
       "reason": "Found unconscious in the corridor, no relatives here.",
       "patient": {"authority": "st-aurelia-mrn", "identifier": "%s"}}}
      """;

  private final Hospital hospital = Hospital.shared();
  private final String oncologist = hospital.token("oncologist");
  private final String reviewer = hospital.token("reviewer");

  @Test
  void anEmergencyIsRecordedAnsweredAndReviewed() {
    Bridge.Reply without = hospital.bridge().ask(oncologist, "TREAT", Samples.CARDIOLOGY_QUESTION);
    assertEquals("no_sources", without.outcome());

    Bridge.Reply answered = ask(Samples.MRN);

    assertEquals("answered", answered.outcome(), answered.body()::toString);
    String question = answered.body().path("id").asText();
    List<String> types = hospital.entries(question);
    assertTrue(
        types.indexOf("BREAK_GLASS") >= 0
            && types.indexOf("BREAK_GLASS") < types.indexOf("EGRESS_INTENT"),
        types::toString);
    assertTrue(openReviews().contains(question));

    assertEquals(404, sign(oncologist, question, "signed_off").status());
    assertEquals(200, sign(reviewer, question, "escalated").status());

    assertTrue(!openReviews().contains(question));
    assertTrue(hospital.entries(question).contains("REVIEW_SIGNED"));
    assertEquals(404, sign(reviewer, question, "signed_off").status());
  }

  @Test
  void anEmergencyOverAnotherPatientShowsNothingOfThisOne() {
    assertEquals("no_sources", ask("99999-000").outcome());
  }

  @Test
  void anEmergencyWithoutAReasonIsRefusedBeforeAnythingIsSearched() {
    String body =
        EMERGENCY
            .formatted(Samples.CARDIOLOGY_QUESTION, Samples.MRN)
            .replace("Found unconscious in the corridor, no relatives here.", "curious");

    Bridge.Reply refused = hospital.bridge().post("/v1/questions", oncologist, body);

    assertEquals("withheld", refused.code());
    assertEquals("break_glass.reason", refused.body().at("/reasons/0/code").asText());
  }

  private Bridge.Reply ask(String mrn) {
    String body = EMERGENCY.formatted(Samples.CARDIOLOGY_QUESTION, mrn);
    return hospital.bridge().post("/v1/questions", oncologist, body);
  }

  private Bridge.Reply sign(String token, String question, String verdict) {
    String body = "{\"verdict\": \"" + verdict + "\"}";
    return hospital.bridge().post("/v1/reviews/" + question, token, body);
  }

  private List<String> openReviews() {
    List<String> open = new ArrayList<>();
    hospital
        .bridge()
        .get("/v1/reviews", reviewer)
        .body()
        .path("reviews")
        .forEach(review -> open.add(review.path("question").asText()));
    return open;
  }
}

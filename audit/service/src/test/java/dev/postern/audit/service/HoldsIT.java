package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Holds and destructions, asked of the running service by the people who may. */
class HoldsIT {
  private static final RunningAudit AUDIT = RunningAudit.start(Settings.DEMO);

  private final String patient =
      "{\"authority\":\"st-aurelia/mrn\",\"identifier\":\"SA-"
          + Ids.next()
          + "\",\"code\":\"c-7\"}";

  @AfterAll
  static void stop() {
    AUDIT.close();
  }

  @Test
  void aHoldOutranksEveryWishToDestroy() throws Exception {
    var hold = Fields.of(ok(post("/v1/holds", "reviewer", patient))).text("id");
    assertEquals(409, post("/v1/destructions", "reviewer", patient).statusCode());
    assertTrue(RunningAudit.utf8(AUDIT.get("/v1/holds", "security")).contains(hold));
    assertEquals(204, post("/v1/holds/" + hold + "/release", "security", "").statusCode());
    assertEquals(404, post("/v1/holds/" + hold + "/release", "security", "").statusCode());
    var wish = Fields.of(ok(post("/v1/destructions", "reviewer", patient))).text("id");
    assertEquals(409, post("/v1/destructions", "security", patient).statusCode());
    // Between asking and agreeing a hold still comes in time.
    ok(post("/v1/holds", "reviewer", patient));
    var path = "/v1/destructions/" + wish;
    assertEquals(409, post(path + "/approve", "security", "").statusCode());
    assertEquals("asked", Fields.of(ok(AUDIT.get(path, "reviewer"))).text("state"));
  }

  @Test
  void whoeverAskedCannotBeTheSecondToAgree() throws Exception {
    var wish = Fields.of(ok(post("/v1/destructions", "security", patient))).text("id");
    var path = "/v1/destructions/" + wish + "/approve";
    assertEquals(403, post(path, "security", "").statusCode());
    assertEquals(
        404, post("/v1/destructions/" + Ids.next() + "/approve", "reviewer", "").statusCode());
  }

  @Test
  void nobodyElseDecidesAboutContent() throws Exception {
    for (var account : List.of("cardiologist", "analyst", "auditor")) {
      assertEquals(403, post("/v1/holds", account, patient).statusCode(), account);
      assertEquals(403, post("/v1/destructions", account, patient).statusCode(), account);
    }
    assertEquals(401, post("/v1/holds", null, patient).statusCode());
    assertEquals(403, AUDIT.call("indexer", "/v1/subject-keys/destroyed", null, null).statusCode());
    assertEquals(200, AUDIT.call("bridge", "/v1/subject-keys/destroyed", null, null).statusCode());
  }

  @Test
  void badRequestsAreProblemsThatRepeatNothing() throws Exception {
    for (var bad :
        List.of("{", "{}", "{\"day\":\"today\",\"code\":\"c\"}", patient.replace("c-7", "c 7"))) {
      var answer = post("/v1/holds", "reviewer", bad);
      assertEquals(400, answer.statusCode(), bad);
      assertFalse(RunningAudit.utf8(answer).contains("SA-"));
    }
  }

  private static HttpResponse<byte[]> post(String path, @Nullable String account, String body)
      throws IOException {
    return AUDIT.post(path, account, "*/*", body);
  }

  private static Json ok(HttpResponse<byte[]> answer) {
    assertEquals(200, answer.statusCode(), RunningAudit.utf8(answer));
    return Json.parse(answer.body());
  }
}

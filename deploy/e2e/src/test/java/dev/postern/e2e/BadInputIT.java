package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.postern.e2e.Bridge.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputIT {

  private static final String CANARY = "Quillon Zephyrhart";

  private final Hospital hospital = Hospital.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                              | 400 | invalid-request
          []                                                             | 400 | invalid-request
          {"question": 7, "purpose_of_use": ["TREAT"]}                   | 400 | invalid-request
          {"purpose_of_use": "TREAT"}                                    | 400 | invalid-request
          {"question": "  ", "purpose_of_use": "TREAT"}                  | 400 | invalid-request
          {"question": "Quillon Zephyrhart?"}                            | 400 | invalid-request
          {"question": "Quillon Zephyrhart?", "purpose_of_use": "FUN"}   | 400 | invalid-request
          {"question": "Quillon Zephyrhart?", "purpose_of_use": "TREAT", "tenant": "x"} | 400 | invalid-request
          """)
  void aMalformedQuestionIsAProblemThatRepeatsNothing(String body, int status, String code) {
    Reply reply = hospital.bridge().post("/v1/questions", hospital.token("cardiologist"), body);

    assertEquals(status, reply.status(), reply.toString());
    assertEquals(code, reply.code());
    assertFalse(reply.toString().contains("Zephyrhart"));
  }

  @Test
  void aQuestionOverTheLimitIsTooLarge() {
    Reply reply =
        hospital
            .bridge()
            .ask(hospital.token("cardiologist"), "TREAT", CANARY + " x".repeat(1 << 20));

    assertEquals(413, reply.status(), reply.toString());
    assertEquals("too-large", reply.code());
  }

  @Test
  void withoutATokenOrWithADamagedOneNobodyIsAuthenticated() {
    String token = hospital.token("cardiologist");
    String damaged = token.substring(0, token.length() - 6) + "AAAAAA";

    for (String bad : new String[] {"", "not-a-token", damaged}) {
      Reply reply = hospital.bridge().ask(bad, "TREAT", CANARY);
      assertEquals(401, reply.status(), reply.toString());
      assertEquals("unauthenticated", reply.code());
    }
  }

  @Test
  void anUnknownQuestionOrConversationIsNotFound() {
    String token = hospital.token("cardiologist");
    String id = "01890000-0000-7000-8000-000000000000";

    assertEquals(404, hospital.bridge().get("/v1/questions/" + id, token).status());
    Reply reply =
        hospital
            .bridge()
            .post(
                "/v1/questions",
                token,
                "{\"question\":\"x\",\"purpose_of_use\":\"TREAT\",\"conversation_id\":\""
                    + id
                    + "\"}");
    assertEquals(404, reply.status(), reply.toString());
    assertEquals("not-found", reply.code());
  }

  @ParameterizedTest
  @CsvSource({"acl, 400", "classification, 400"})
  void aDocumentWithoutRightsOrClassificationIsRefused(String missing, int status) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("source", "e2e");
    fields.put("external_id", "no-" + missing);
    fields.put("acl", "{\"users\":[],\"groups\":[\"all-staff\"]}");
    fields.put("classification", "public");
    fields.remove(missing);

    var response =
        hospital.ingestion().raw(hospital.ingestion().upload("a.txt", "text", fields).build());

    assertEquals(status, response.statusCode(), response.body());
  }
}

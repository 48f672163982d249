package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own clients work unchanged, with the asker's own token as key. */
class ChatClientsIT {
  private static final String NEXT = "Does " + Samples.PATIENT + " take bisoprolol as well?";

  private final Hospital hospital = Hospital.shared();

  @ParameterizedTest
  @EnumSource
  void worksUnchanged(OpenAiClient client, @TempDir Path folder) {
    Optional<Path> installed = client.installed();
    assumeTrue(installed.isPresent(), client + " is not installed");
    int before = hospital.cloud().arrivals().size();

    JsonNode said =
        client.run(
            installed.orElseThrow(),
            hospital.postern().layout().caFile(),
            folder,
            Map.of(
                "BASE_URL", hospital.postern().addresses().bridge().resolve("/v1").toString(),
                "TOKEN", hospital.token("cardiologist"),
                "OTHER_TOKEN", hospital.token("oncologist"),
                "QUESTION", Samples.CARDIOLOGY_QUESTION,
                "NEXT", NEXT));

    assertEquals("azure-eu", said.at("/models/0").asText());
    assertEquals("azure-openai", said.path("model").asText());
    answered(said.path("whole"));
    assertTrue(said.at("/whole/total").asInt() > 0);
    answered(said.path("streamed"));
    assertTrue(said.at("/streamed/total").asInt() > 0);
    assertTrue(said.at("/streamed/chunks").asInt() > 3, said.path("streamed").toString());
    assertEquals("no_sources", said.at("/unseen/outcome").asText());
    assertFalse(said.at("/unseen/content").asText().isEmpty());
    conversationGoesOn(said);
    refusals(said.path("refused"));
    theCloudReadTokensOnly(before);
  }

  private static void answered(JsonNode answer) {
    String content = answer.path("content").asText();
    assertTrue(content.contains("apixaban") && content.contains("Brackwater"), content);
    assertEquals("stop", answer.path("finish").asText());
    JsonNode postern = answer.path("postern");
    assertEquals("answered", postern.path("outcome").asText(), postern.toString());
    assertTrue(postern.at("/receipt/index").isIntegralNumber());
    assertTrue(postern.at("/citations/0/quote").asText().contains("apixaban"));
    assertTrue(postern.at("/disclosure/identifiers_replaced/PERSON").asInt() > 0);
  }

  private static void conversationGoesOn(JsonNode said) {
    assertEquals(
        said.at("/whole/postern/conversation_id").asText(),
        said.at("/again/postern/conversation_id").asText());
    assertTrue(said.at("/again/content").asText().contains("bisoprolol"), said.toString());
  }

  private static void refusals(JsonNode refused) {
    assertEquals("404 not-found invalid_request_error NotFoundError", told(refused, "foreign"));
    assertEquals("409 conflict invalid_request_error ConflictError", told(refused, "purpose"));
    assertEquals("403 forbidden permission_error PermissionDeniedError", told(refused, "tools"));
    assertEquals(
        "422 unprocessable invalid_request_error UnprocessableEntityError", told(refused, "two"));
    assertEquals("404 not-found invalid_request_error NotFoundError", told(refused, "model"));
    assertEquals(
        "401 unauthenticated authentication_error AuthenticationError", told(refused, "key"));
    for (String unclear : List.of("unclaimed", "twofold")) {
      assertEquals(
          "400 invalid-request invalid_request_error BadRequestError", told(refused, unclear));
    }
    assertEquals("409 conflict invalid_request_error ConflictError", told(refused, "streamed"));
  }

  private static String told(JsonNode refused, String name) {
    JsonNode one = refused.path(name);
    return one.path("status").asText()
        + " "
        + one.path("code").asText()
        + " "
        + one.path("type").asText()
        + " "
        + one.path("kind").asText();
  }

  private void theCloudReadTokensOnly(int before) {
    List<JsonNode> arrived = hospital.cloud().arrivalsSince(before);
    assertEquals(3, arrived.size());
    for (JsonNode request : arrived) {
      assertEquals("found", request.path("lookup").asText());
      String body = hospital.cloud().bytes(request);
      for (String identifier : List.of("Brackwater", "Ottoline", Samples.MRN, Samples.PHONE)) {
        assertFalse(body.contains(identifier), () -> "the cloud read " + identifier);
      }
    }
    String first = hospital.cloud().bytes(arrived.getFirst());
    assertTrue(first.contains("\"max_completion_tokens\":400"), first);
    String again = hospital.cloud().bytes(arrived.getLast());
    assertTrue(again.contains("Answer in one sentence."), again);
    assertTrue(again.contains("Which anticoagulant does [PERSON_1] take"), again);
    assertTrue(again.contains("Does [PERSON_1] take bisoprolol"), again);
  }
}

package dev.postern.bridge.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.contract.LanguageModelContract;
import dev.postern.bridge.contract.TestCloud;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AmazonBedrockTest extends LanguageModelContract {

  @Override
  protected Route route() {
    return new Route(
        "bedrock-eu", "amazon-bedrock", TestCloud.REGION, TestCloud.BEDROCK_MODEL, List.of());
  }

  @Override
  protected String path() {
    return "";
  }

  @Override
  protected LanguageModel at(Endpoint endpoint, Duration answerWithin, Clock clock) {
    Supplier<AwsKeys> keys = () -> new AwsKeys("AKIDTEST", TestCloud.KEY, null);
    return model(endpoint, keys, null, answerWithin, clock);
  }

  @Override
  protected LanguageModel withoutSecret(Endpoint endpoint, Clock clock) {
    return model(endpoint, noSecret(), null, Duration.ofSeconds(20), clock);
  }

  private LanguageModel model(
      Endpoint endpoint,
      Supplier<AwsKeys> keys,
      BedrockEndpoint.@Nullable Guardrail guardrail,
      Duration answerWithin,
      Clock clock) {
    BedrockEndpoint to =
        new BedrockEndpoint(endpoint, TestCloud.REGION, keys, guardrail, streams(), true);
    return new AmazonBedrock(Map.of(route().name(), to), answerWithin, clock);
  }

  @Test
  void aGuardrailJudgesBeforeAnyTextIsSeen() {
    LanguageModel guarded =
        model(
            cloud.endpoint(path()),
            () -> new AwsKeys("AKIDTEST", TestCloud.KEY, null),
            new BedrockEndpoint.Guardrail("gr-1", "3"),
            Duration.ofSeconds(20),
            Clock.systemUTC());
    String body =
        new String(guarded.render(route(), new Prompt(List.of())), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"guardrailIdentifier\":\"gr-1\""), body);
    assertEquals(streams(), body.contains("\"streamProcessingMode\":\"sync\""), body);
    assertTrue(body.contains("\"trace\":\"disabled\""), body);
  }

  @Test
  void aChatInAnyOrderIsSentInTheOrderThatBedrockDemandsWithNothingLeftOut() throws Exception {
    String sources = "Sources:\n\n[S1]\nAspirin thins the blood.\n[/S1]\n\n";
    Prompt chat =
        new Prompt(
            List.of(
                new Prompt.Message(Prompt.Role.SYSTEM, "Rules"),
                new Prompt.Message(Prompt.Role.ASSISTANT, "How can I help?"),
                new Prompt.Message(Prompt.Role.USER, "Two things."),
                new Prompt.Message(Prompt.Role.ASSISTANT, " "),
                new Prompt.Message(Prompt.Role.USER, "First this."),
                new Prompt.Message(Prompt.Role.USER, sources + "Question: and aspirin?")));

    assertEquals("Aspirin thins the blood. [S1]", answer(chat));

    JsonNode turns = new ObjectMapper().readTree(body(cloud.request(1))).path("messages");
    assertEquals(List.of("user", "assistant", "user"), turns.findValuesAsText("role"));
    assertEquals(
        List.of(
            "(The conversation begins.)",
            "How can I help?",
            "Two things.",
            "First this.",
            sources + "Question: and aspirin?"),
        turns.findValuesAsText("text"));
  }

  private static String body(String request) {
    return request.substring(request.indexOf("\n\n") + 2);
  }

  @Test
  void theModelsIdSaysWhereItIsProcessed() {
    assertEquals(Optional.empty(), InferenceProfile.geography(TestCloud.BEDROCK_MODEL));
    assertEquals(Optional.of("eu"), InferenceProfile.geography("eu." + TestCloud.BEDROCK_MODEL));
    assertEquals(
        Optional.of("us-gov"),
        InferenceProfile.geography(
            "arn:aws-us-gov:bedrock:us-gov-west-1:1:inference-profile/us-gov.anthropic.x"));
    assertTrue(
        InferenceProfile.opaque("arn:aws:bedrock:eu-west-1:1:application-inference-profile/x"));
  }

  @Test
  void anEnvironmentWithCredentialsIsRefused() {
    AmazonBedrock.refuseOwnWays(List.of("PATH", "HOME"));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> AmazonBedrock.refuseOwnWays(List.of("PATH", "AWS_BEARER_TOKEN_BEDROCK")));
    assertTrue(String.valueOf(refused.getMessage()).contains("AWS_BEARER_TOKEN_BEDROCK"));
    assertFalse(new AwsKeys("a", "hidden", null).toString().contains("hidden"));
  }
}

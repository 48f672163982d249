package dev.postern.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** What the official SDK of AWS, and plain requests, make of the other providers. */
class ProvidersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "Aspirin thins the blood of [PERSON_1]. [S1]";
  private static final String TOKEN_PATH = "/tenant/oauth2/v2.0/token";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GRANT =
      "grant_type=client_credentials&client_id=client&client_secret=%s"
          + "&scope=https%%3A%%2F%%2Fcognitiveservices.azure.com%%2F.default";
  private static final String BODY =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  @TempDir Path folder;
  private RunningSimulator simulator;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    simulator = new RunningSimulator(folder, Optional.empty());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private BedrockRuntimeAsyncClient bedrock(String secret, String region) {
    return BedrockRuntimeAsyncClient.builder()
        .region(Region.of(region))
        .endpointOverride(URI.create("https://localhost:" + simulator.port()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(RunningSimulator.BEDROCK.accessKeyId(), secret)))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .tlsTrustManagersProvider(() -> new TrustManager[] {simulator.trust()}))
        .build();
  }

  private static Message question() {
    String text =
        "Sources:\n\n[S1]\nAspirin thins the blood of [PERSON_1].\n[/S1]\n\nQuestion: What does"
            + " aspirin do?";
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(text))
        .build();
  }

  private static ConverseResponse converse(BedrockRuntimeAsyncClient client) {
    return client
        .converse(
            r ->
                r.modelId(RunningSimulator.BEDROCK.models().getFirst())
                    .messages(question())
                    .overrideConfiguration(o -> o.putHeader("x-client-request-id", "id-1")))
        .join();
  }

  @Test
  void theOfficialSdkReadsAWholeAnswerAndAStreamedOneOverHttp2() {
    List<String> deltas = new ArrayList<>();
    try (BedrockRuntimeAsyncClient client = bedrock(RunningSimulator.KEY, "eu-central-1")) {
      ConverseResponse whole = converse(client);
      assertEquals(ANSWER, whole.output().message().content().getFirst().text());
      assertEquals("end_turn", whole.stopReasonAsString());
      client
          .converseStream(
              r -> r.modelId(RunningSimulator.BEDROCK.models().getFirst()).messages(question()),
              ConverseStreamResponseHandler.builder()
                  .subscriber(
                      ConverseStreamResponseHandler.Visitor.builder()
                          .onContentBlockDelta(event -> deltas.add(event.delta().text()))
                          .onMetadata(event -> deltas.add("/" + event.usage().outputTokens()))
                          .build())
                  .build())
          .join();
    }
    assertEquals(ANSWER + "/" + (deltas.size() - 1), String.join("", deltas));
  }

  @Test
  void theSignatureIsVerifiedAndTheIdOfTheCallIsUnderIt() throws IOException {
    for (String[] wrong : new String[][] {{"wrong", "eu-central-1"}, {"", "us-east-1"}}) {
      String secret = wrong[0].isEmpty() ? RunningSimulator.KEY : wrong[0];
      try (BedrockRuntimeAsyncClient client = bedrock(secret, wrong[1])) {
        CompletionException refused =
            assertThrows(CompletionException.class, () -> converse(client));
        BedrockRuntimeException cause =
            assertInstanceOf(BedrockRuntimeException.class, refused.getCause());
        assertEquals(403, cause.statusCode());
      }
    }
    try (BedrockRuntimeAsyncClient client = bedrock(RunningSimulator.KEY, "eu-central-1")) {
      converse(client);
    }
    String kept = Files.readString(folder.resolve("records/0003.request"));
    String signed = kept.substring(kept.indexOf("SignedHeaders="), kept.indexOf("Signature="));
    assertTrue(signed.contains("x-client-request-id"), signed);
  }

  @Test
  void aTokenOfEntraOpensAzureAndNoOtherDoes() throws IOException, InterruptedException {
    String path = "/openai/v1/chat/completions";
    String body = BODY.formatted("gpt-4o");
    String json = "application/json";
    HttpResponse<String> refused = simulator.post(TOKEN_PATH, FORM, GRANT.formatted("wrong"));
    assertEquals(401, refused.statusCode());
    HttpResponse<String> given =
        simulator.post(TOKEN_PATH, FORM, GRANT.formatted(RunningSimulator.KEY));
    String token = JSON.readTree(given.body()).path("access_token").asText();
    assertEquals(
        200, simulator.post(path, json, body, "Authorization", "Bearer " + token).statusCode());
    assertEquals(401, simulator.post(path, json, body, "Authorization", "Bearer x").statusCode());
    String kept = Files.readString(folder.resolve("records/0001.request"));
    assertFalse(kept.contains(token), kept);
  }

  @Test
  void aModelOnPremisesAnswersUnderItsOwnKeyAndAFaultHitsOnlyItsProvider()
      throws IOException, InterruptedException {
    String body = BODY.formatted("llama-3.3-70b");
    String[] key = {"Authorization", "Bearer " + RunningSimulator.KEY};
    simulator.control(
        "PUT", "/_simulator/faults", "{\"status\":503,\"provider\":\"amazon-bedrock\"}");
    HttpResponse<String> answered =
        simulator.post("/v1/chat/completions", "application/json", body, key);
    assertEquals(200, answered.statusCode());
    JsonNode completion = JSON.readTree(answered.body());
    assertFalse(completion.has("prompt_filter_results"));
    assertEquals(
        401, simulator.post("/v1/chat/completions", "application/json", body).statusCode());
  }
}

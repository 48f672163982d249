package dev.postern.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROMPT =
      "Sources:\n\n[S1]\nAspirin thins the blood of [PERSON_1].\n[/S1]\n\nQuestion: What does"
          + " aspirin do?";
  private static final String ANSWER = "Aspirin thins the blood of [PERSON_1]. [S1]";

  private static final String WORKSPACE = "/v1/workspaces/demo/query";

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

  @Test
  void theOfficialSdkReadsAnAnswer() {
    ChatCompletion completion =
        simulator.client(RunningSimulator.KEY).chat().completions().create(params().build());
    assertEquals(ANSWER, completion.choices().getFirst().message().content().orElseThrow());
    assertTrue(completion.usage().orElseThrow().completionTokens() > 5);
    assertTrue(completion._additionalProperties().containsKey("prompt_filter_results"));
  }

  @Test
  void aWorkspacesQueryTellsOfEachCallInItsPeriodAndOfNoOther() throws Exception {
    simulator.client(RunningSimulator.KEY).chat().completions().create(params().build());
    assertThrows(
        UnauthorizedException.class,
        () -> simulator.client("wrong").chat().completions().create(params().build()));
    assertEquals(1, told("2020-01-01T00:00:00Z/2100-01-01T00:00:00Z").size());
    assertEquals(0, told("2020-01-01T00:00:00Z/2020-01-02T00:00:00Z").size());
    assertEquals(401, simulator.post(WORKSPACE, "application/json", "{}", "x", "y").statusCode());
    assertEquals(400, query("{\"query\":\"Calls\",\"timespan\":\"P1D\"}").statusCode());
  }

  private JsonNode told(String timespan) throws Exception {
    var answer = query("{\"query\":\"Calls\",\"timespan\":\"" + timespan + "\"}");
    assertEquals(200, answer.statusCode());
    var table = JSON.readTree(answer.body()).path("tables").path(0);
    assertEquals("client_request_id", table.path("columns").path(1).path("name").asText());
    return table.path("rows");
  }

  private HttpResponse<String> query(String body) throws Exception {
    return simulator.post(
        WORKSPACE, "application/json", body, "Authorization", "Bearer " + RunningSimulator.KEY);
  }

  @Test
  void theOfficialSdkReadsAStreamedAnswerWhoseFirstChunkHasNoChoices() {
    List<ChatCompletionChunk> chunks = stream();
    assertTrue(chunks.getFirst().choices().isEmpty());
    assertEquals(ANSWER, text(chunks));
    assertTrue(chunks.getLast().usage().isPresent());
  }

  @Test
  void aWrongKeyAnUnknownModelAndAStoredCompletionAreRefusedAsTheServiceRefusesThem() {
    assertThrows(
        UnauthorizedException.class,
        () -> simulator.client("wrong").chat().completions().create(params().build()));
    var client = simulator.client(RunningSimulator.KEY).chat().completions();
    assertThrows(
        NotFoundException.class, () -> client.create(params().model("gpt-unknown").build()));
    assertThrows(BadRequestException.class, () -> client.create(params().store(true).build()));
  }

  @Test
  void theDeploymentsPathNeedsItsApiVersion() throws IOException, InterruptedException {
    String path = "/openai/deployments/gpt-4o/chat/completions";
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    String[] key = {"api-key", RunningSimulator.KEY};
    String json = "application/json";
    assertEquals(
        200, simulator.post(path + "?api-version=2024-10-21", json, body, key).statusCode());
    assertEquals(404, simulator.post(path, json, body, key).statusCode());
    assertEquals(404, simulator.post("/v2/chat/completions", json, body, key).statusCode());
    HttpResponse<String> plain =
        simulator.post(path + "?api-version=2024-10-21", "text/plain", body, key);
    assertEquals(415, plain.statusCode());
    assertEquals(400, simulator.post("/openai/v1/chat/completions", json, "{", key).statusCode());
  }

  @Test
  void everyByteThatArrivedIsKeptAndTheKeyIsNot() throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    String body =
        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüße 😀\"}]}";
    simulator.post(
        "/openai/v1/chat/completions",
        "application/json",
        body,
        "api-key",
        RunningSimulator.KEY,
        "x-ms-client-request-id",
        id);
    byte[] kept = Files.readAllBytes(folder.resolve("records/0001.request"));
    String text = new String(kept, StandardCharsets.UTF_8);
    assertTrue(text.endsWith("\n\n" + body), text);
    assertFalse(text.contains(RunningSimulator.KEY));
    JsonNode all = JSON.readTree(simulator.control("GET", "/_simulator/requests", ""));
    JsonNode arrival = all.path("requests").path(0);
    assertEquals(id, arrival.path("intent").asText());
    assertTrue(arrival.path("api_key_ok").asBoolean());
    assertEquals(200, arrival.path("status").asInt());
    assertArrayEquals(
        kept,
        simulator.control("GET", "/_simulator/requests/1", "").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSecondRequestUnderTheSameIdIsSeenAlsoAfterARestart()
      throws IOException, InterruptedException, GeneralSecurityException {
    String id = UUID.randomUUID().toString();
    send(id);
    simulator.close();
    simulator = new RunningSimulator(folder, Optional.empty());
    send(id);
    JsonNode all = JSON.readTree(simulator.control("GET", "/_simulator/requests", ""));
    assertEquals(2, all.path("requests").path(1).path("number").asInt());
    assertEquals("seen-before", all.path("requests").path(1).path("lookup").asText());
  }

  @Test
  void theUsageReportHasEveryAnsweredCallUnderBothIds() throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    send(id);
    simulator.control("PUT", "/_simulator/faults", "{\"status\":429,\"times\":1}");
    assertThrows(RateLimitException.class, () -> send(UUID.randomUUID().toString()));

    JsonNode usage = JSON.readTree(simulator.control("GET", "/_simulator/usage", "")).path("usage");

    assertEquals(1, usage.size());
    assertEquals(id, usage.path(0).path("client_request_id").asText());
    assertEquals("gpt-4o", usage.path(0).path("model").asText());
    assertEquals("azure-openai", usage.path(0).path("provider").asText());
    assertTrue(usage.path(0).path("input_tokens").asLong() > 10);
    assertTrue(usage.path(0).path("output_tokens").asLong() > 5);
    assertFalse(usage.path(0).path("request_id").asText().isEmpty());
  }

  @Test
  void faultsArePlayedAsOftenAsAskedFor() throws IOException, InterruptedException {
    var client = simulator.client(RunningSimulator.KEY).chat().completions();
    simulator.control(
        "PUT", "/_simulator/faults", "{\"status\":429,\"retry_after\":7,\"times\":1}");
    RateLimitException limited =
        assertThrows(RateLimitException.class, () -> client.create(params().build()));
    assertEquals(List.of("7"), limited.headers().values("Retry-After"));
    client.create(params().build());
    simulator.control("PUT", "/_simulator/faults", "{\"status\":500}");
    assertThrows(InternalServerException.class, () -> client.create(params().build()));
    simulator.control("DELETE", "/_simulator/faults", "");
    client.create(params().build());
  }

  @Test
  void aCutStreamEndsWithoutAFinishReason() throws IOException, InterruptedException {
    simulator.control("PUT", "/_simulator/faults", "{\"cut_after\":4}");
    assertThrows(OpenAIException.class, this::stream);
  }

  private void send(String id) {
    simulator
        .client(RunningSimulator.KEY)
        .chat()
        .completions()
        .create(params().putAdditionalHeader("x-ms-client-request-id", id).build());
  }

  private List<ChatCompletionChunk> stream() {
    ChatCompletionCreateParams params =
        params()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> response =
        simulator.client(RunningSimulator.KEY).chat().completions().createStreaming(params)) {
      return response.stream().toList();
    }
  }

  private static String text(List<ChatCompletionChunk> chunks) {
    StringBuilder text = new StringBuilder();
    for (ChatCompletionChunk chunk : chunks) {
      chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
    }
    return text.toString();
  }

  private static ChatCompletionCreateParams.Builder params() {
    return ChatCompletionCreateParams.builder().model("gpt-4o").store(false).addUserMessage(PROMPT);
  }
}

package dev.postern.bridge.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LogInMemory;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDK against a provider over TLS: what it receives, and when it receives nothing. */
class AzureOpenAiTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:01Z");
  private static final Route ROUTE =
      new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of());
  private static final Prompt PROMPT =
      new Prompt(
          List.of(
              new Prompt.Message(Prompt.Role.SYSTEM, "Rules \"quoted\"\n"),
              new Prompt.Message(
                  Prompt.Role.USER, "Wie oft, [PERSON_1]? \uD83D\uDE00 \u00e4 / <b>"),
              new Prompt.Message(Prompt.Role.ASSISTANT, "Once."),
              new Prompt.Message(Prompt.Role.USER, "Question: again?")));

  @TempDir Path folder;
  private final AuditClient log = LogInMemory.client();
  private SelfSignedServer provider;
  private AzureOpenAi azure;

  @BeforeEach
  void start() throws Exception {
    provider = new SelfSignedServer(folder);
    azure = at(NOW);
  }

  private AzureOpenAi at(Instant now) {
    return new AzureOpenAi(
        Map.of(ROUTE.name(), provider.endpoint()),
        Duration.ofSeconds(20),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    provider.close();
    log.close();
  }

  private Receipt receipt(byte[] body, String route) throws AuditFailure {
    return LogInMemory.receipt(log, body, route, NOW.plusSeconds(5));
  }

  @Test
  void theCheckedBytesAreTheBytesReceived() throws Exception {
    byte[] body = azure.render(ROUTE, PROMPT);
    Receipt receipt = receipt(body, ROUTE.name());
    StringBuilder answer = new StringBuilder();

    try (Reply reply = azure.send(ROUTE, PROMPT, body, receipt)) {
      for (String delta = reply.next(); delta != null; delta = reply.next()) {
        answer.append(delta);
      }
      assertEquals("apim-1", reply.usage().requestId());
      assertEquals(30L, reply.usage().inputTokens());
      assertEquals(5L, reply.usage().outputTokens());
      assertEquals("stop", reply.usage().finish());
    }

    assertEquals("Twice daily [S1].", answer.toString());
    assertEquals(1, provider.bodies.size());
    assertArrayEquals(body, provider.bodies.getFirst());
    JsonNode sent = new ObjectMapper().readTree(body);
    assertFalse(sent.path("store").booleanValue());
    assertTrue(sent.path("stream").booleanValue());
    assertTrue(sent.path("stream_options").path("include_usage").booleanValue());
    String request = provider.requests.getFirst().toLowerCase(Locale.ROOT);
    assertTrue(request.startsWith("post /openai/v1/chat/completions"), request);
    assertTrue(request.contains("x-ms-client-request-id: [" + receipt.entryId() + "]"), request);
    assertTrue(request.contains("api-key: [secret-key]"), request);
    assertFalse(request.contains("x-stainless"), request);
    assertFalse(request.contains("traceparent"), request);
  }

  @Test
  void aUsedReceiptWritesNothing() throws Exception {
    byte[] body = azure.render(ROUTE, PROMPT);
    Receipt receipt = receipt(body, ROUTE.name());
    azure.send(ROUTE, PROMPT, body, receipt).close();

    refused(PROMPT, receipt);

    assertEquals(1, provider.bodies.size());
  }

  @Test
  void aBodyChangedByOneByteWritesNothing() throws Exception {
    byte[] body = azure.render(ROUTE, PROMPT);
    Prompt changed = new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "Question: again!")));

    refused(changed, receipt(body, ROUTE.name()));

    assertEquals(List.of(), provider.bodies);
  }

  @Test
  void aReceiptForAnotherRouteOrALateOneWritesNothing() throws Exception {
    byte[] body = azure.render(ROUTE, PROMPT);
    refused(PROMPT, receipt(body, "azure-us"));

    azure = at(NOW.plusSeconds(5));
    refused(PROMPT, receipt(body, ROUTE.name()));

    assertEquals(List.of(), provider.bodies);
  }

  private void refused(Prompt prompt, Receipt receipt) {
    byte[] body = azure.render(ROUTE, prompt);
    Failed failed =
        assertThrows(Failed.class, () -> azure.send(ROUTE, prompt, body, receipt).close());
    assertEquals("receipt-refused", failed.kind());
    assertFalse(failed.sent());
  }

  @Test
  void nothingIsRetriedAndNoRedirectFollowed() throws Exception {
    for (int status : List.of(429, 500, 503, 302)) {
      provider.status = status;
      provider.bodies.clear();
      byte[] body = azure.render(ROUTE, PROMPT);
      Receipt receipt = receipt(body, ROUTE.name());

      Failed failed =
          assertThrows(
              Failed.class,
              () -> {
                try (Reply reply = azure.send(ROUTE, PROMPT, body, receipt)) {
                  reply.next();
                }
              });

      assertTrue(failed.sent());
      assertEquals(1, provider.bodies.size(), "status " + status);
    }
  }

  @Test
  void aStreamWithoutAnEndWasCut() throws Exception {
    provider.stream =
        provider.stream.substring(0, provider.stream.indexOf("\"finish_reason\":\"stop\""));
    byte[] body = azure.render(ROUTE, PROMPT);

    try (Reply reply = azure.send(ROUTE, PROMPT, body, receipt(body, ROUTE.name()))) {
      Failed failed =
          assertThrows(
              Failed.class,
              () -> {
                for (String delta = reply.next(); delta != null; delta = reply.next()) {
                  assertFalse(delta.isEmpty());
                }
              });
      assertEquals("cut", failed.kind());
    }
  }

  @Test
  void withoutAKeyNothingIsSentAndTheReceiptIsForgotten() throws Exception {
    AzureOpenAi keyless =
        new AzureOpenAi(
            Map.of(ROUTE.name(), provider.withoutKey()),
            Duration.ofSeconds(20),
            Clock.fixed(NOW, ZoneOffset.UTC));
    byte[] body = keyless.render(ROUTE, PROMPT);
    Receipt receipt = receipt(body, ROUTE.name());
    for (int attempt = 0; attempt < 2; attempt++) {
      Failed failed =
          assertThrows(Failed.class, () -> keyless.send(ROUTE, PROMPT, body, receipt).close());
      assertEquals(Failed.NO_SECRET, failed.kind());
      assertFalse(failed.sent());
    }
    assertEquals(List.of(), provider.bodies);
  }

  @Test
  void anAbsentProviderGotNothing() throws Exception {
    byte[] body = azure.render(ROUTE, PROMPT);
    provider.close();

    Failed failed =
        assertThrows(
            Failed.class,
            () -> azure.send(ROUTE, PROMPT, body, receipt(body, ROUTE.name())).close());

    assertEquals("unreachable", failed.kind());
    assertFalse(failed.sent());
  }
}

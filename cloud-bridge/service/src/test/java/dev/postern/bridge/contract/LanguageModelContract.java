package dev.postern.bridge.contract;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.Receipt;
import dev.postern.audit.log.Hash;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LogInMemory;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Waiting;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every adapter keeps to, over TLS and by its official SDK. */
public abstract class LanguageModelContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:01Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String ANSWER = "Aspirin thins the blood of [PERSON_1]. [S1]";
  private static final Prompt PROMPT = prompt("What does aspirin do?");

  @TempDir static Path keys;

  @TempDir protected Path folder;
  protected TestCloud cloud;
  private final AuditClient log = LogInMemory.client();
  private LanguageModel model;

  /** The adapter at this endpoint. */
  protected abstract LanguageModel at(Endpoint endpoint, Duration answerWithin, Clock clock);

  /** The adapter at this endpoint while its secret can't be had. */
  protected abstract LanguageModel withoutSecret(Endpoint endpoint, Clock clock);

  /** A secret that can't be had. */
  protected static <T> Supplier<T> noSecret() {
    return () -> {
      throw new IllegalStateException("no provider secret");
    };
  }

  protected abstract Route route();

  /** Path of the provider's API. */
  protected abstract String path();

  /** Whether an answer comes in pieces. */
  protected boolean streams() {
    return true;
  }

  /** Whether its secret comes from the cloud, too. */
  protected boolean fetchesItsSecret() {
    return false;
  }

  @BeforeAll
  static void keys() {
    SelfSigned.write(keys);
  }

  @BeforeEach
  void start() throws Exception {
    cloud = new TestCloud(keys, folder);
    model = at(cloud.endpoint(path()), ANSWER_WITHIN, CLOCK);
  }

  @AfterEach
  void stop() {
    cloud.close();
    log.close();
  }

  private static Prompt prompt(String question) {
    String sources = "Sources:\n\n[S1]\nAspirin thins the blood of [PERSON_1].\n[/S1]\n\n";
    return new Prompt(
        List.of(
            new Prompt.Message(Prompt.Role.SYSTEM, "Rules \"quoted\"\n"),
            new Prompt.Message(Prompt.Role.USER, "Wie oft, [PERSON_1]? \uD83D\uDE00 \u00e4 / <b>"),
            new Prompt.Message(Prompt.Role.ASSISTANT, "Once."),
            new Prompt.Message(Prompt.Role.USER, sources + "Question: " + question)));
  }

  private Receipt receipt(byte[] body, String route) throws AuditFailure {
    return LogInMemory.receipt(log, body, route, NOW.plusSeconds(5));
  }

  private Reply send(Prompt prompt) throws Failed, AuditFailure {
    byte[] body = model.render(route(), prompt);
    return model.send(route(), prompt, body, receipt(body, route().name()), waiting());
  }

  private static Waiting waiting() {
    return new Waiting(NOW.plusSeconds(60));
  }

  private static String heard(Reply reply) throws Failed {
    StringBuilder answer = new StringBuilder();
    for (String delta = reply.next(); delta != null; delta = reply.next()) {
      answer.append(delta);
    }
    return answer.toString();
  }

  /** The whole answer to a prompt of the test's own. */
  protected String answer(Prompt prompt) throws Failed, AuditFailure {
    try (Reply reply = send(prompt)) {
      return heard(reply);
    }
  }

  private Failed failure() {
    return assertThrows(
        Failed.class,
        () -> {
          try (Reply reply = send(PROMPT)) {
            heard(reply);
          }
        });
  }

  private void nothingArrived() throws IOException, InterruptedException {
    assertEquals(0, cloud.arrivals().size());
    if (!fetchesItsSecret()) {
      assertEquals(0, cloud.connections());
    }
  }

  @Test
  void theCheckedBytesAreTheBytesThatArriveAndTheAnswerIsHeardWithItsUsage() throws Exception {
    byte[] body = model.render(route(), PROMPT);
    Receipt receipt = receipt(body, route().name());

    try (Reply reply = model.send(route(), PROMPT, body, receipt, waiting())) {
      assertEquals(ANSWER, heard(reply));
      assertEquals("stop", reply.usage().finish());
      assertNotNull(reply.usage().requestId());
      assertTrue(requireNonNull(reply.usage().inputTokens()) > 20, "tokens read");
      assertTrue(requireNonNull(reply.usage().outputTokens()) > 5, "tokens written");
    }

    JsonNode arrival = cloud.arrivals().path(0);
    assertEquals(1, cloud.arrivals().size());
    assertEquals(Hash.sha256(body).hex(), arrival.path("body_sha256").asText());
    assertEquals(receipt.entryId().toString(), arrival.path("intent").asText());
    assertTrue(arrival.path("api_key_ok").asBoolean());
  }

  @Test
  void nothingTellsOfThisMachineOrOfTheTrace() throws Exception {
    try (Reply reply = send(PROMPT)) {
      heard(reply);
    }
    String request = cloud.request(1);
    String head = request.substring(0, request.indexOf("\n\n")).toLowerCase(Locale.ROOT);
    for (String telling :
        List.of("x-stainless", "traceparent", "linux", "openjdk", "x-amzn-trace")) {
      assertFalse(head.contains(telling), head);
    }
  }

  @Test
  void aUsedReceiptWritesNothing() throws Exception {
    byte[] body = model.render(route(), PROMPT);
    Receipt receipt = receipt(body, route().name());
    model.send(route(), PROMPT, body, receipt, waiting()).close();

    refused(PROMPT, receipt);

    assertEquals(1, cloud.arrivals().size());
    if (!fetchesItsSecret()) {
      assertEquals(1, cloud.connections());
    }
  }

  @Test
  void aBodyChangedByOneByteTouchesNoSocket() throws Exception {
    byte[] body = model.render(route(), PROMPT);
    refused(prompt("What does aspirin do!"), receipt(body, route().name()));
    nothingArrived();
  }

  @Test
  void aReceiptForAnotherRouteOrALateOneTouchesNoSocket() throws Exception {
    byte[] body = model.render(route(), PROMPT);
    refused(PROMPT, receipt(body, "another"));

    model = at(cloud.endpoint(path()), ANSWER_WITHIN, Clock.offset(CLOCK, Duration.ofSeconds(5)));
    refused(PROMPT, receipt(body, route().name()));

    nothingArrived();
  }

  private void refused(Prompt prompt, Receipt receipt) {
    byte[] body = model.render(route(), prompt);
    Failed failed =
        assertThrows(
            Failed.class, () -> model.send(route(), prompt, body, receipt, waiting()).close());
    assertEquals("receipt-refused", failed.kind());
    assertFalse(failed.sent());
  }

  @Test
  void nothingIsSentTwiceAndNoRedirectFollowed() throws Exception {
    int arrived = 0;
    for (int status : List.of(429, 500, 503, 307)) {
      cloud.fault("{\"status\":" + status + ",\"retry_after\":0}");
      Failed failed = failure();
      arrived++;
      assertEquals("status-" + status, failed.kind());
      assertTrue(failed.sent());
      assertEquals(arrived, cloud.arrivals().size(), "status " + status);
    }
  }

  @Test
  void aStreamThatIsCutOrBrokenIsNoAnswer() throws Exception {
    cloud.fault("{\"cut_after\":" + (streams() ? 4 : 0) + "}");
    assertTrue(failure().sent());
    cloud.fault("{\"malformed_after\":" + (streams() ? 4 : 0) + "}");
    assertTrue(failure().sent());
    assertEquals(2, cloud.arrivals().size());
  }

  @Test
  void whatAFilterStoppedSaysSo() throws Exception {
    for (String where : List.of("prompt", "answer")) {
      cloud.fault("{\"content_filter\":\"" + where + "\"}");
      String finish;
      try (Reply reply = send(PROMPT)) {
        heard(reply);
        finish = String.valueOf(reply.usage().finish());
      } catch (Failed failed) {
        finish = failed.kind().replace('-', '_');
      }
      assertEquals("content_filter", finish);
    }
  }

  @Test
  void withoutItsSecretNothingIsSentAndTheReceiptIsForgotten() throws Exception {
    LanguageModel keyless = withoutSecret(cloud.endpoint(path()), CLOCK);
    byte[] body = keyless.render(route(), PROMPT);
    Receipt receipt = receipt(body, route().name());
    for (int attempt = 0; attempt < 2; attempt++) {
      Failed failed =
          assertThrows(
              Failed.class, () -> keyless.send(route(), PROMPT, body, receipt, waiting()).close());
      assertEquals(Failed.NO_SECRET, failed.kind());
      assertFalse(failed.sent());
    }
    nothingArrived();
  }

  @Test
  void anAbsentProviderGotNothing() {
    cloud.close();
    Failed failed = failure();
    assertEquals(fetchesItsSecret() ? Failed.NO_SECRET : "unreachable", failed.kind());
    assertFalse(failed.sent());
  }

  @Test
  void anAddressOutsideOfTheNetworksIsNotConnectedTo() throws Exception {
    model = at(cloud.endpoint(path(), "10.0.0.0/8", Set.of()), ANSWER_WITHIN, CLOCK);
    assertEquals("unreachable", failure().kind());
    nothingArrived();
  }

  @Test
  void onlyAPinnedKeyIsSpokenTo() throws Exception {
    String other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    model = at(cloud.endpoint(path(), "127.0.0.0/8", Set.of(other)), ANSWER_WITHIN, CLOCK);
    assertEquals("unreachable", failure().kind());
    assertEquals(0, cloud.arrivals().size());

    Set<String> pins = Set.of(other, cloud.pin());
    model = at(cloud.endpoint(path(), "127.0.0.0/8", pins), ANSWER_WITHIN, CLOCK);
    try (Reply reply = send(PROMPT)) {
      assertEquals(ANSWER, heard(reply));
    }
  }

  @Test
  void aServerOfAnOlderTlsHearsNothing() throws Exception {
    try (OlderTls server = OlderTls.start(keys)) {
      model = at(cloud.endpointAt(server.port(), path()), ANSWER_WITHIN, CLOCK);
      Failed failed = failure();
      assertEquals("unreachable", failed.kind());
      assertFalse(failed.sent());
      assertEquals(0, server.heard());
    }
  }

  @Test
  void aProviderThatHangsIsGivenUpAndMayHaveGotEverything() throws Exception {
    model = at(cloud.endpoint(path()), Duration.ofSeconds(1), CLOCK);
    cloud.fault("{\"latency_ms\":600000}");
    assertTrue(failure().sent());
    assertEquals(1, cloud.arrivals().size());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCallEndsWhenItsCallerWaitsNoLongerThanASecond() throws Exception {
    model = at(cloud.endpoint(path()), LONG, CLOCK);
    cloud.fault("{\"latency_ms\":600000}");
    byte[] body = model.render(route(), PROMPT);
    Waiting impatient = new Waiting(NOW.plusSeconds(1));
    Failed failed =
        assertThrows(
            Failed.class,
            () ->
                model
                    .send(route(), PROMPT, body, receipt(body, route().name()), impatient)
                    .close());
    assertTrue(failed.sent());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCallerWhoLeavesBeforeTheAnswerBeginsEndsTheCall() throws Exception {
    model = at(cloud.endpoint(path()), LONG, CLOCK);
    cloud.fault("{\"latency_ms\":600000}");
    byte[] body = model.render(route(), PROMPT);
    Receipt receipt = receipt(body, route().name());
    Waiting waiting = new Waiting(NOW.plus(LONG));
    Thread leaving = Thread.ofVirtual().start(() -> LanguageModelContract.this.leave(waiting));
    Failed failed =
        assertThrows(
            Failed.class, () -> model.send(route(), PROMPT, body, receipt, waiting).close());
    leaving.join();
    assertTrue(failed.sent());
  }

  private void leave(Waiting waiting) {
    try {
      while (cloud.arrivals().isEmpty()) {
        Thread.onSpinWait();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    waiting.over(Waiting.End.CALLER_GONE);
  }

  @Test
  void closingEndsAnAnswerThatDripsFromAnyThread() throws Exception {
    if (!streams()) {
      return;
    }
    cloud.fault("{\"delta_delay_ms\":100,\"answer\":\"" + "a b ".repeat(5_000) + "\"}");
    try (Reply reply = send(PROMPT)) {
      assertNotNull(reply.next());
      Thread.ofVirtual().start(reply::close).join();
      assertThrows(Failed.class, () -> heard(reply));
    }
  }

  /** A body as text, for what a provider's own tests look at. */
  protected String rendered() {
    return new String(model.render(route(), PROMPT), StandardCharsets.UTF_8);
  }
}

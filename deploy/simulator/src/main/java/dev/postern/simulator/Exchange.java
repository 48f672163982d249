package dev.postern.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request from its first byte to the end of its answer: the intent is looked up when the
 * headers are there, the bytes are kept whether or not they come to an end, then it is answered.
 */
final class Exchange {

  private final Vertx vertx;
  private final SimulatorSettings settings;
  private final AzureOpenAi service;
  private final ArrivalRecord record;
  private final Faults faults;
  private final HttpServerRequest request;
  private final int number;
  private final Instant started;
  private final Buffer body = Buffer.buffer();
  private final Future<IntentLookup.Finding> finding;
  private final String requestId = UUID.randomUUID().toString();
  private boolean ended;

  Exchange(
      Vertx vertx,
      SimulatorSettings settings,
      IntentLookup lookup,
      ArrivalRecord record,
      Faults faults,
      HttpServerRequest request,
      Instant started) {
    this.vertx = vertx;
    this.settings = settings;
    this.service = new AzureOpenAi(settings);
    this.record = record;
    this.faults = faults;
    this.request = request;
    this.started = started;
    this.number = record.nextNumber();
    @Nullable String intent = request.getHeader("x-ms-client-request-id");
    this.finding = vertx.executeBlocking(() -> lookup.find(intent), false);
  }

  void begin() {
    request.handler(body::appendBuffer);
    request.exceptionHandler(broken -> end(false));
    request.endHandler(whole -> end(true));
  }

  private void end(boolean complete) {
    if (ended) {
      return;
    }
    ended = true;
    Received received =
        new Received(
            request.method().name(),
            request.uri(),
            request.path(),
            request.headers(),
            body.getBytes(),
            complete);
    var unused = finding.onSuccess(found -> answer(received, found));
  }

  private void answer(Received received, IntentLookup.Finding found) {
    if (!received.complete()) {
      keep(received, found, 0);
      return;
    }
    try {
      ChatRequest chat =
          service.read(received, Optional.ofNullable(request.getParam("api-version")));
      if (faults.status() != 0) {
        throw AzureError.fault(faults.status());
      }
      keep(received, found, 200);
      String text =
          faults.answer() == null ? ExtractiveAnswer.to(chat.messages()) : faults.answer();
      Completion completion = new Completion(chat, text, Instant.now());
      record.billed(
          new Usage(
              Instant.now().toString(),
              "azure-openai",
              chat.model(),
              requestId,
              received.intent(),
              completion.promptTokens(),
              completion.completionTokens()));
      afterLatency(() -> send(chat, completion));
    } catch (AzureError e) {
      keep(received, found, e.status());
      afterLatency(() -> refuse(e));
    }
  }

  private void keep(Received received, IntentLookup.Finding found, int status) {
    record.add(
        Arrival.of(
            number, started, received, found, service.keyMatches(received), status, faults.label()),
        received.asText());
  }

  private void afterLatency(Runnable action) {
    if (faults.latencyMs() == 0) {
      action.run();
    } else {
      vertx.setTimer(faults.latencyMs(), elapsed -> action.run());
    }
  }

  private void refuse(AzureError error) {
    HttpServerResponse response = headers().setStatusCode(error.status());
    if (faults.retryAfter() != null) {
      response.putHeader("Retry-After", Integer.toString(faults.retryAfter()));
    }
    var unused = response.putHeader("Content-Type", "application/json").end(error.body());
  }

  private void send(ChatRequest chat, Completion completion) {
    if (!chat.stream()) {
      var unused = headers().putHeader("Content-Type", "application/json").end(completion.json());
      return;
    }
    HttpServerResponse response =
        headers().putHeader("Content-Type", "text/event-stream; charset=utf-8").setChunked(true);
    Deque<String> events = new ArrayDeque<>(completion.chunks());
    events.add("[DONE]");
    next(response, events, 0);
  }

  private void next(HttpServerResponse response, Deque<String> events, int sent) {
    if (response.closed()) {
      return;
    }
    if (faults.cutAfter() != null && sent >= faults.cutAfter()) {
      var unused = request.connection().close();
      return;
    }
    String event = events.pop();
    Future<Void> written = response.write("data: " + event + "\n\n");
    if (events.isEmpty()) {
      var unused = response.end();
    } else if (faults.deltaDelayMs() > 0) {
      vertx.setTimer(faults.deltaDelayMs(), elapsed -> next(response, events, sent + 1));
    } else {
      var unused = written.onSuccess(done -> next(response, events, sent + 1));
    }
  }

  private HttpServerResponse headers() {
    HttpServerResponse response = request.response();
    response
        .putHeader("apim-request-id", requestId)
        .putHeader("x-request-id", UUID.randomUUID().toString())
        .putHeader("x-ms-region", "West Europe")
        .putHeader("x-ms-deployment-name", settings.models().getFirst())
        .putHeader("x-ratelimit-remaining-requests", "999")
        .putHeader("x-ratelimit-remaining-tokens", "99999")
        .putHeader("strict-transport-security", "max-age=31536000; includeSubDomains; preload");
    @Nullable String intent = request.getHeader("x-ms-client-request-id");
    if (intent != null && intent.length() <= 128) {
      response.putHeader("x-ms-client-request-id", intent);
    }
    return response;
  }
}

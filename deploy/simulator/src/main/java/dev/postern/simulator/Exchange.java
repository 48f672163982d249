package dev.postern.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One request from its first byte to the end of its answer: the intent is looked up when the
 * headers are there, the bytes are kept whether or not they come to an end, then it is answered.
 */
final class Exchange {

  private final Vertx vertx;
  private final Service service;
  private final ArrivalRecord record;
  private final Faults faults;
  private final HttpServerRequest request;
  private final int number;
  private final Instant started;
  private final Buffer body = Buffer.buffer();
  private final Future<IntentLookup.Finding> finding;
  private boolean ended;

  Exchange(
      Vertx vertx,
      Service service,
      IntentLookup lookup,
      ArrivalRecord record,
      Faults faults,
      HttpServerRequest request,
      Instant started) {
    this.vertx = vertx;
    this.service = service;
    this.record = record;
    this.faults = faults;
    this.request = request;
    this.started = started;
    this.number = record.nextNumber();
    @Nullable String intent = Received.intent(request.headers());
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
            request.authority() == null ? "" : request.authority().toString(),
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
      Answer answer = service.answer(received, faults, Instant.now());
      if (faults.status() != 0) {
        throw service.failing(faults.status());
      }
      keep(received, found, 200);
      record.billed(answer.billed());
      afterLatency(() -> send(answer));
    } catch (ProviderError e) {
      keep(received, found, e.status());
      afterLatency(() -> refuse(e));
    }
  }

  private void keep(Received received, IntentLookup.Finding found, int status) {
    record.add(
        Arrival.of(
            number, started, received, found, service.authorised(received), status, faults.label()),
        received.asText());
  }

  private void afterLatency(Runnable action) {
    if (faults.latencyMs() == 0) {
      action.run();
    } else {
      vertx.setTimer(faults.latencyMs(), elapsed -> action.run());
    }
  }

  private void refuse(ProviderError error) {
    HttpServerResponse response = request.response().setStatusCode(error.status());
    error.headers().forEach(response::putHeader);
    if (faults.retryAfter() != null) {
      response.putHeader("Retry-After", Integer.toString(faults.retryAfter()));
    }
    if (error.status() == 307) {
      response.putHeader("Location", request.absoluteURI() + "/elsewhere");
    }
    var unused = response.putHeader("Content-Type", "application/json").end(error.body());
  }

  private void send(Answer answer) {
    HttpServerResponse response =
        request.response().putHeader("Content-Type", answer.contentType());
    answer.headers().forEach(response::putHeader);
    response.setChunked(true);
    next(response, answer, new ArrayDeque<>(answer.frames()), 0);
  }

  private void next(HttpServerResponse response, Answer answer, Deque<byte[]> frames, int sent) {
    if (response.closed()) {
      return;
    }
    if (faults.cutAfter() != null && sent >= faults.cutAfter()) {
      var unused = request.connection().close();
      return;
    }
    boolean broken = faults.malformedAfter() != null && sent == faults.malformedAfter();
    byte[] frame = broken ? answer.broken() : frames.pop();
    Future<Void> written = response.write(Buffer.buffer(frame));
    if (frames.isEmpty()) {
      var unused = response.end();
    } else if (faults.deltaDelayMs() > 0) {
      vertx.setTimer(faults.deltaDelayMs(), elapsed -> next(response, answer, frames, sent + 1));
    } else {
      var unused = written.onSuccess(done -> next(response, answer, frames, sent + 1));
    }
  }
}

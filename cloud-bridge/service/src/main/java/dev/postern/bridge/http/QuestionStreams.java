package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.AnswerListener;
import dev.postern.bridge.disclosure.Citation;
import dev.postern.bridge.disclosure.DisclosureSummary;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.ProblemException;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Answers as server-sent events. A question that ends before its first event is a problem with its
 * own status; later the same problem is the {@code error} event.
 */
@ApplicationScoped
public class QuestionStreams {
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  /** The events of one question. */
  public Multi<OutboundSseEvent> open(Sse sse, Function<AnswerListener, Outcome> ask) {
    Context trace = Context.current();
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Events events = new Events(sse, emitter);
              work.execute(trace.wrap(() -> tell(events, ask)));
            },
            BackPressureStrategy.BUFFER);
  }

  private static void tell(Events events, Function<AnswerListener, Outcome> ask) {
    try {
      switch (ask.apply(events)) {
        case Outcome.Answered answered -> events.done(Replies.Answered.of(answered));
        case Outcome.NoSources none -> events.done(Replies.Answered.of(none));
        case Outcome.Refused refused ->
            events.fail(Replies.problem(refused.question(), refused.code(), refused.reasons()));
        case Outcome.Broken broken ->
            events.fail(Replies.problem(broken.question(), broken.code(), List.of()));
      }
    } catch (RuntimeException unforeseen) {
      events.fail(unforeseen);
    }
  }

  /** Turns what the flow tells into events. */
  private static final class Events implements AnswerListener {
    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    Events(Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
      this.sse = sse;
      this.emitter = emitter;
      emitter.onTermination(() -> gone.set(true));
    }

    @Override
    public void disclosed(DisclosureSummary summary) {
      send("disclosure", Replies.Left.of(summary));
    }

    @Override
    public void delta(String text) {
      send("delta", new Replies.Delta(text));
    }

    @Override
    public void cited(List<Citation> citations) {
      send("citations", new Replies.Citations(citations.stream().map(Replies.Cited::of).toList()));
    }

    @Override
    public boolean gone() {
      return gone.get();
    }

    void done(Replies.Answered answered) {
      send("done", answered);
      emitter.complete();
    }

    void fail(RuntimeException failure) {
      if (begun.get() && failure instanceof ProblemException problem) {
        send("error", problem.problem(Ids.next().toString()));
        emitter.complete();
      } else {
        emitter.fail(failure);
      }
    }

    private void send(String name, Object data) {
      begun.set(true);
      emitter.emit(
          sse.newEventBuilder()
              .name(name)
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(data)
              .build());
    }
  }
}

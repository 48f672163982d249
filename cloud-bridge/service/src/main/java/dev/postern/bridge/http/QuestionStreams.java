package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.AnswerListener;
import dev.postern.bridge.disclosure.Citation;
import dev.postern.bridge.disclosure.DisclosureSummary;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import dev.postern.runtime.problem.WithoutContent;
import io.opentelemetry.context.Context;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Answers as server-sent events. A question that ends before its first event is a problem with its
 * own status; later the same problem is the {@code error} event.
 */
@ApplicationScoped
public class QuestionStreams {
  private static final System.Logger LOGGER = System.getLogger(QuestionStreams.class.getName());
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final CurrentVertxRequest request;

  public QuestionStreams(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * The events of one question; waits for the first.
   *
   * @throws ProblemException if it ends before the first: a stream that began with 200 could no
   *     longer say so by its status
   */
  public Multi<OutboundSseEvent> open(Sse sse, Function<AnswerListener, Outcome> ask) {
    Events events = new Events(sse, Presence.of(request.getCurrent()));
    work.execute(Context.current().wrap(() -> tell(events, ask)));
    return events.begun();
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
    private final UnicastProcessor<OutboundSseEvent> events = UnicastProcessor.create();
    private final CompletableFuture<Multi<OutboundSseEvent>> begun = new CompletableFuture<>();
    private final Presence caller;

    Events(Sse sse, Presence caller) {
      this.sse = sse;
      this.caller = caller;
    }

    Multi<OutboundSseEvent> begun() {
      try {
        return begun.join();
      } catch (CompletionException failed) {
        throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
      }
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
    public void whenGone(Runnable stop) {
      caller.whenGone(stop);
    }

    void done(Replies.Answered answered) {
      send("done", answered);
      events.onComplete();
    }

    void fail(RuntimeException failure) {
      if (begun.completeExceptionally(failure)) {
        return;
      }
      send("error", problem(failure).problem(Ids.next().toString()));
      events.onComplete();
    }

    private static ProblemException problem(RuntimeException failure) {
      if (failure instanceof ProblemException problem) {
        return problem;
      }
      LOGGER.log(
          System.Logger.Level.ERROR,
          "a stream ended unforeseen: {0}",
          WithoutContent.describe(failure));
      return new ProblemException(ProblemCode.OVERLOADED);
    }

    private void send(String name, Object data) {
      events.onNext(
          sse.newEventBuilder()
              .name(name)
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(data)
              .build());
      begun.complete(events.onCancellation().invoke(caller::left));
    }
  }
}

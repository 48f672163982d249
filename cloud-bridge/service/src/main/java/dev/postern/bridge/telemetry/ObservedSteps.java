package dev.postern.bridge.telemetry;

import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Steps;
import dev.postern.deid.IdentifierType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;

/** Each step as a span and a timer, each question's end as a counter. */
public final class ObservedSteps implements Steps {
  private static final System.Logger LOGGER = System.getLogger(ObservedSteps.class.getName());

  private final Tracer tracer;
  private final MeterRegistry meters;

  public ObservedSteps(Tracer tracer, MeterRegistry meters) {
    this.tracer = tracer;
    this.meters = meters;
    beginAtZero();
  }

  /**
   * A counter that begins with its first event hides that event from whoever asks for increases.
   */
  private void beginAtZero() {
    questions("answered", "");
    questions("no_sources", "");
    for (Code code : Code.values()) {
      questions("refused", code.wire());
      questions("broken", code.wire());
    }
    for (IdentifierType type : IdentifierType.values()) {
      meters.counter("postern.identifiers.replaced", "type", type.name());
    }
    meters.counter("postern.refusals.unrecorded");
    meters.counter("postern.lost", "what", "turn");
    meters.counter("postern.lost", "what", "unforeseen");
  }

  private Counter questions(String outcome, String code) {
    return meters.counter("postern.questions", "outcome", outcome, "code", code);
  }

  @Override
  public <T, X extends Exception> T during(Step step, Work<T, X> work) throws X {
    String name = step.name().toLowerCase(Locale.ROOT);
    Span span = tracer.spanBuilder("bridge " + name).startSpan();
    Timer.Sample sample = Timer.start(meters);
    String result = "failed";
    try (Scope scope = span.makeCurrent()) {
      T done = work.run();
      result = "done";
      return done;
    } catch (Exception e) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(
          "error.type",
          e instanceof Refusal refusal ? refusal.code().wire() : e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
      sample.stop(meters.timer("postern.step", "step", name, "result", result));
    }
  }

  @Override
  public void ended(Outcome outcome) {
    String code =
        switch (outcome) {
          case Outcome.Answered ignored -> "";
          case Outcome.NoSources ignored -> "";
          case Outcome.Refused refused -> refused.code().wire();
          case Outcome.Broken broken -> broken.code().wire();
        };
    String name = name(outcome);
    questions(name, code).increment();
    Span.current()
        .setAttribute("postern.question_id", outcome.question().toString())
        .setAttribute("postern.outcome", name)
        .setAttribute("postern.problem", code);
    switch (outcome) {
      case Outcome.Answered answered -> left(answered);
      case Outcome.Refused refused -> unrecorded(refused);
      case Outcome.NoSources ignored -> {}
      case Outcome.Broken ignored -> {}
    }
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered ignored -> "answered";
      case Outcome.NoSources ignored -> "no_sources";
      case Outcome.Refused ignored -> "refused";
      case Outcome.Broken ignored -> "broken";
    };
  }

  private void left(Outcome.Answered answered) {
    meters.counter("postern.disclosures", "route", answered.disclosure().route()).increment();
    answered
        .disclosure()
        .identifiersReplaced()
        .byType()
        .forEach(
            (type, count) ->
                meters
                    .counter("postern.identifiers.replaced", "type", type.name())
                    .increment(count));
  }

  private void unrecorded(Outcome.Refused refused) {
    if (refused.receipt() == null) {
      meters.counter("postern.refusals.unrecorded").increment();
      LOGGER.log(
          System.Logger.Level.WARNING,
          "refusal of question {0} is not recorded yet: {1}",
          refused.question(),
          refused.code().wire());
    }
  }

  @Override
  public void lost(String what) {
    meters.counter("postern.lost", "what", what).increment();
  }

  @Override
  public void unforeseen(RuntimeException error) {
    StackTraceElement[] frames = error.getStackTrace();
    LOGGER.log(
        System.Logger.Level.ERROR,
        "unforeseen {0} at {1}",
        error.getClass().getName(),
        frames.length == 0 ? "?" : frames[0]);
    meters.counter("postern.lost", "what", "unforeseen").increment();
  }
}

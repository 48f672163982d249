package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.DisclosureLog.Ending;
import dev.postern.bridge.disclosure.DisclosureLog.Intent;
import dev.postern.bridge.disclosure.DisclosureLog.Position;
import dev.postern.bridge.disclosure.DisclosureLog.Status;
import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LanguageModel.Usage;
import dev.postern.bridge.disclosure.Preparation.Prepared;
import dev.postern.bridge.disclosure.RouteHealth.Entered;
import dev.postern.bridge.disclosure.Steps.Step;
import dev.postern.bridge.disclosure.Waiting.End;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps 7 to 9: tunnel, commit, kill switch, send, answer. From the receipt on the intent gets
 * exactly one closing entry, whatever happens.
 */
public final class Exchange {
  private final Tunnel tunnel;
  private final DisclosureLog log;
  private final KillSwitch killSwitch;
  private final LanguageModel model;
  private final Conversations conversations;
  private final Steps steps;
  private final Bounds bounds;
  private final Clock clock;

  /**
   * What an exchange may take.
   *
   * @param sendWithin life of a receipt
   * @param answerWithin after this long the audit service may close the intent
   * @param answerCharacters longest answer, UTF-16 units as the model wrote it; a longer one is cut
   */
  public record Bounds(Duration sendWithin, Duration answerWithin, int answerCharacters) {
    public Bounds {
      if (!sendWithin.isPositive() || !answerWithin.isPositive() || answerCharacters < 1) {
        throw new IllegalArgumentException("bounds of an exchange must be positive");
      }
    }
  }

  public Exchange(
      Tunnel tunnel,
      DisclosureLog log,
      KillSwitch killSwitch,
      LanguageModel model,
      Conversations conversations,
      Steps steps,
      Bounds bounds,
      Clock clock) {
    this.tunnel = tunnel;
    this.log = log;
    this.killSwitch = killSwitch;
    this.model = model;
    this.conversations = conversations;
    this.steps = steps;
    this.bounds = bounds;
    this.clock = clock;
  }

  Receipt commit(Inquiry inquiry, Prepared prepared) throws Refusal {
    TunnelEvidence evidence = tunnel.prove(prepared.disclosure().route());
    if (!evidence.proven()) {
      throw new Refusal(Code.TUNNEL_UNPROVEN);
    }
    Instant now = clock.instant();
    Instant answerBy = answerBy(inquiry, now);
    if (!now.isBefore(answerBy)) { // who no longer waits needs nothing to leave
      throw new Refusal(Code.OVERLOADED);
    }
    Instant sendBy = now.plus(bounds.sendWithin());
    Intent intent =
        new Intent(
            prepared.disclosure(),
            prepared.replacement().replaced(),
            evidence,
            prepared.body(),
            prepared.replacement().tokens(prepared.body()),
            sendBy.isBefore(answerBy) ? sendBy : answerBy,
            answerBy);
    return log.commit(inquiry, intent);
  }

  private Instant answerBy(Inquiry inquiry, Instant from) {
    Instant longest = from.plus(bounds.answerWithin());
    return inquiry.deadline().filter(longest::isAfter).orElse(longest);
  }

  Attempt send(
      Inquiry inquiry,
      Prepared prepared,
      Receipt receipt,
      Entered entered,
      AnswerListener listener) {
    Route route = prepared.disclosure().route();
    Waiting waiting = new Waiting(answerBy(inquiry, clock.instant()));
    KillSwitch.Watch watch;
    try {
      killSwitch.demandOff(inquiry.asker(), route);
      watch = killSwitch.watch(inquiry.asker(), route, () -> waiting.over(End.EGRESS_STOPPED));
    } catch (Refusal stopped) {
      return new Attempt.Ended(
          notSent(inquiry, prepared, receipt, stopped.code(), stopped.code().wire()), 0L);
    } catch (RuntimeException unforeseen) {
      steps.unforeseen(unforeseen);
      return new Attempt.Ended(
          notSent(inquiry, prepared, receipt, Code.EGRESS_STOPPED, "unforeseen"), 0L);
    }
    listener.whenGone(() -> waiting.over(End.CALLER_GONE));
    try (watch) {
      return call(new Call(inquiry, prepared, receipt, entered, waiting), listener);
    }
  }

  /** What belongs to one call. */
  private record Call(
      Inquiry inquiry, Prepared prepared, Receipt receipt, Entered entered, Waiting waiting) {

    Route route() {
      return prepared.disclosure().route();
    }
  }

  private Attempt call(Call call, AnswerListener listener) {
    Prepared prepared = call.prepared();
    Reply reply;
    try {
      reply =
          call.inquiry()
              .step(
                  steps,
                  Step.SEND,
                  () ->
                      model.send(
                          call.route(),
                          prepared.prompt(),
                          prepared.body(),
                          call.receipt(),
                          call.waiting()));
    } catch (Failed failed) {
      return failed.sent()
          ? broken(call, failed, null, null)
          : unheard(
              call,
              failed,
              notSent(call.inquiry(), prepared, call.receipt(), code(call, failed), failed.kind()),
              0L);
    } catch (RuntimeException unforeseen) { // it may have left
      steps.unforeseen(unforeseen);
      return broken(call, unforeseen, null, null);
    }
    return listen(call, reply, listener);
  }

  private Attempt listen(Call call, Reply reply, AnswerListener listener) {
    call.waiting().whenOver(reply::close);
    Answering answering = new Answering(call.prepared(), listener, bounds.answerCharacters());
    try (reply) {
      Answer answer =
          call.inquiry().step(steps, Step.ANSWER, () -> answering.read(reply, call.entered()));
      Usage usage = reply.usage();
      return new Attempt.Ended(answered(call, answering, answer, usage), usage.tokens());
    } catch (Exception failure) {
      return broken(call, failure, reply.usage(), answering);
    }
  }

  private Attempt broken(
      Call call, Exception failure, @Nullable Usage usage, @Nullable Answering answering) {
    Optional<End> end = call.waiting().end();
    Status status =
        end.map(Exchange::statusOf)
            .orElseGet(() -> answering == null ? Status.FAILED : answering.statusOfRest());
    Outcome outcome = broken(call, code(call, failure), status, kind(failure), usage, answering);
    Long tokens = usage == null ? null : usage.tokens();
    Attempt attempt =
        failure instanceof Failed failed
            ? unheard(call, failed, outcome, tokens)
            : new Attempt.Ended(outcome, tokens);
    // The failure counts against the route also where it came too late for another one.
    return answering != null && answering.begun() ? new Attempt.Ended(outcome, tokens) : attempt;
  }

  private static Status statusOf(End end) {
    return switch (end) {
      case CALLER_GONE -> Status.CANCELLED;
      case EGRESS_STOPPED -> Status.STOPPED;
    };
  }

  /** Whether another route may be tried: not for somebody who does not wait any more. */
  private Attempt unheard(Call call, Failed failed, Outcome outcome, @Nullable Long tokens) {
    boolean late = call.inquiry().deadline().filter(d -> !clock.instant().isBefore(d)).isPresent();
    if (late || call.waiting().end().isPresent()) {
      return new Attempt.Ended(outcome, tokens);
    }
    if (failed.ofTheProvider()) {
      call.entered().failed();
    }
    return failed.elsewhere()
        ? new Attempt.Unheard(outcome, tokens)
        : new Attempt.Ended(outcome, tokens);
  }

  private static Code code(Call call, Exception failure) {
    if (call.waiting().end().filter(End.EGRESS_STOPPED::equals).isPresent()) {
      return Code.EGRESS_STOPPED;
    }
    return switch (failure) {
      case Refusal refusal -> refusal.code();
      case Failed failed when failed.kind().equals(Failed.NO_SECRET) -> Code.SECRETS_UNAVAILABLE;
      case Exception other -> Code.PROVIDER_FAILED;
    };
  }

  private static String kind(Exception failure) {
    return switch (failure) {
      case Failed failed -> failed.kind();
      case Refusal refusal -> refusal.code().wire();
      case Exception other -> other.getClass().getSimpleName();
    };
  }

  private Outcome answered(Call call, Answering answering, Answer answer, Usage usage) {
    Inquiry inquiry = call.inquiry();
    keepTurn(inquiry, answering);
    boolean recorded =
        log.outcome(
            inquiry,
            new Ending(
                call.receipt(),
                call.prepared().disclosure(),
                Status.ANSWERED,
                null,
                usage,
                answering.restored(),
                answering.unknownMarks(),
                answer.text(),
                answering.inTokens()));
    return new Outcome.Answered(
        inquiry.question().id(),
        inquiry.conversation().id(),
        answer,
        call.prepared().summary(),
        usage,
        Position.of(call.receipt()),
        recorded,
        inquiry.timings());
  }

  private void keepTurn(Inquiry inquiry, Answering answering) {
    if (inquiry.question().chat() != null) {
      return; // the client keeps the turns and brings them along
    }
    try {
      conversations.add(inquiry.conversation(), answering.turn(inquiry));
    } catch (Refusal lost) {
      // The answer is out and recorded; the next question only lacks this turn.
      steps.lost("turn");
    }
  }

  private Outcome notSent(
      Inquiry inquiry, Prepared prepared, Receipt receipt, Code code, String detail) {
    log.outcome(
        inquiry,
        new Ending(
            receipt, prepared.disclosure(), Status.NOT_SENT, detail, null, Tally.NONE, 0, "", ""));
    return new Outcome.Refused(inquiry.question().id(), code, List.of(), Position.of(receipt));
  }

  private Outcome broken(
      Call call,
      Code code,
      Status status,
      String detail,
      @Nullable Usage usage,
      @Nullable Answering answering) {
    Ending ending =
        new Ending(
            call.receipt(),
            call.prepared().disclosure(),
            status,
            detail,
            usage,
            answering == null ? Tally.NONE : answering.restored(),
            answering == null ? 0 : answering.unknownMarks(),
            answering == null ? "" : answering.shown(),
            answering == null ? "" : answering.inTokens());
    boolean recorded = log.outcome(call.inquiry(), ending);
    return new Outcome.Broken(
        call.inquiry().question().id(), code, Position.of(call.receipt()), recorded);
  }
}

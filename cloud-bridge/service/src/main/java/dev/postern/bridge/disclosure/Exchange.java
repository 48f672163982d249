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
import dev.postern.bridge.disclosure.Steps.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
    Intent intent =
        new Intent(
            prepared.disclosure(),
            prepared.replacement().replaced(),
            evidence,
            prepared.body(),
            prepared.replacement().tokens(prepared.body()),
            now.plus(bounds.sendWithin()),
            now.plus(bounds.answerWithin()));
    return log.commit(inquiry, intent);
  }

  Outcome send(Inquiry inquiry, Prepared prepared, Receipt receipt, AnswerListener listener) {
    Route route = prepared.disclosure().route();
    try {
      killSwitch.demandOff(inquiry.asker(), route);
    } catch (Refusal stopped) {
      return notSent(inquiry, prepared, receipt, stopped.code(), stopped.code().wire());
    } catch (RuntimeException unforeseen) {
      steps.unforeseen(unforeseen);
      return notSent(inquiry, prepared, receipt, Code.EGRESS_STOPPED, "unforeseen");
    }
    Reply reply;
    try {
      reply =
          inquiry.step(
              steps,
              Step.SEND,
              () -> model.send(route, prepared.prompt(), prepared.body(), receipt));
    } catch (Failed failed) {
      return failed.sent()
          ? unanswered(inquiry, prepared, receipt, failed.kind())
          : notSent(inquiry, prepared, receipt, codeOf(failed), failed.kind());
    } catch (RuntimeException unforeseen) { // it may have left
      steps.unforeseen(unforeseen);
      return unanswered(inquiry, prepared, receipt, "unforeseen");
    }
    return listen(inquiry, prepared, receipt, reply, listener);
  }

  private Outcome unanswered(Inquiry inquiry, Prepared prepared, Receipt receipt, String kind) {
    return broken(
        inquiry, prepared, receipt, Code.PROVIDER_FAILED, Status.FAILED, kind, null, null);
  }

  private Outcome listen(
      Inquiry inquiry, Prepared prepared, Receipt receipt, Reply reply, AnswerListener listener) {
    AtomicBoolean stopped = new AtomicBoolean();
    Runnable stop =
        () -> {
          stopped.set(true);
          reply.close();
        };
    Answering answering = new Answering(prepared, listener, bounds.answerCharacters());
    Route route = prepared.disclosure().route();
    try (reply;
        KillSwitch.Watch watch = killSwitch.watch(inquiry.asker(), route, stop)) {
      listener.disclosed(prepared.summary());
      Answer answer = inquiry.step(steps, Step.ANSWER, () -> answering.read(reply));
      return answered(inquiry, prepared, receipt, answering, answer, reply.usage());
    } catch (Exception failure) {
      boolean halted = stopped.get();
      Code code = halted ? Code.EGRESS_STOPPED : codeOf(failure);
      Status status =
          halted ? Status.STOPPED : listener.gone() ? Status.CANCELLED : answering.statusOfRest();
      return broken(
          inquiry, prepared, receipt, code, status, kind(failure), reply.usage(), answering);
    }
  }

  private static Code codeOf(Exception failure) {
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

  private Outcome answered(
      Inquiry inquiry,
      Prepared prepared,
      Receipt receipt,
      Answering answering,
      Answer answer,
      Usage usage) {
    keepTurn(inquiry, answering);
    boolean recorded =
        log.outcome(
            inquiry,
            new Ending(
                receipt,
                prepared.disclosure(),
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
        prepared.summary(),
        usage,
        Position.of(receipt),
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
      Inquiry inquiry,
      Prepared prepared,
      Receipt receipt,
      Code code,
      Status status,
      String detail,
      @Nullable Usage usage,
      @Nullable Answering answering) {
    Tally restored = answering == null ? Tally.NONE : answering.restored();
    int unknown = answering == null ? 0 : answering.unknownMarks();
    String shown = answering == null ? "" : answering.shown();
    String tokens = answering == null ? "" : answering.inTokens();
    Ending ending =
        new Ending(
            receipt,
            prepared.disclosure(),
            status,
            detail,
            usage,
            restored,
            unknown,
            shown,
            tokens);
    boolean recorded = log.outcome(inquiry, ending);
    return new Outcome.Broken(inquiry.question().id(), code, Position.of(receipt), recorded);
  }
}

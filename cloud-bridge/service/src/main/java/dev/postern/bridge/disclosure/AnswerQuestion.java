package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Position;
import dev.postern.bridge.disclosure.Steps.Step;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The one flow. A step in doubt ends it with a recorded refusal, and nothing leaves. The asker
 * comes authenticated; the purpose of use is the question's claim.
 */
public final class AnswerQuestion {
  private final Gathering gathering;
  private final Attempts attempts;
  private final DisclosureLog log;
  private final Budgets budgets;
  private final Steps steps;
  private final Clock clock;

  public AnswerQuestion(
      Gathering gathering,
      Attempts attempts,
      DisclosureLog log,
      Budgets budgets,
      Steps steps,
      Clock clock) {
    this.gathering = gathering;
    this.attempts = attempts;
    this.log = log;
    this.budgets = budgets;
    this.steps = steps;
    this.clock = clock;
  }

  /** Answers, or says why not. The listener hears nothing before the entry is durable. */
  public Outcome ask(Asker asker, Question question, AnswerListener listener) { // 1. authenticated
    Inquiry inquiry = new Inquiry(asker, question, clock.instant());
    Outcome outcome = through(inquiry, listener);
    if (outcome instanceof Outcome.Refused) {
      budgets.release(question.id());
    }
    steps.ended(outcome);
    return outcome;
  }

  private Outcome through(Inquiry inquiry, AnswerListener listener) {
    try {
      log.settle();
      inquiry.opened(gathering.conversation(inquiry));
      Admission.Admitted admitted = // 2. may this asker ask?
          inquiry.step(steps, Step.ADMISSION, () -> gathering.admit(inquiry));
      Sources sources = // 3. what the asker may see
          inquiry.step(steps, Step.SEARCH, () -> gathering.search(inquiry, admitted));
      if (sources.nothing()) {
        return noSources(inquiry);
      }
      Material material = // 4. which identifiers are in it
          inquiry.step(steps, Step.IDENTIFIERS, () -> gathering.identify(inquiry, sources));
      Decision.Permitted permitted = // 5. may it leave?
          inquiry.step(steps, Step.DECISION, () -> gathering.decide(inquiry, material));
      return attempts.run(inquiry, permitted, material, listener); // 6. to 9. route by route
    } catch (Refusal refusal) {
      return refused(inquiry, refusal);
    } catch (RuntimeException unforeseen) {
      steps.unforeseen(unforeseen);
      return refused(inquiry, new Refusal(Code.OVERLOADED));
    }
  }

  private Outcome noSources(Inquiry inquiry) throws Refusal {
    Position position = log.noSources(inquiry);
    return new Outcome.NoSources(
        inquiry.question().id(), inquiry.conversation().id(), position, inquiry.timings());
  }

  // Recorded before the caller hears of it; the one that can't be says so, and is recorded later.
  private Outcome refused(Inquiry inquiry, Refusal refusal) {
    Refusal said = refusal;
    @Nullable Position position = null;
    try {
      position = log.refused(inquiry, refusal);
    } catch (Refusal unrecorded) {
      said = unrecorded;
      log.refusedLater(inquiry, refusal);
    }
    return new Outcome.Refused(inquiry.question().id(), said.code(), said.reasons(), position);
  }
}

package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.Preparation.Prepared;
import dev.postern.bridge.disclosure.RouteHealth.Entered;
import dev.postern.bridge.disclosure.Steps.Step;
import dev.postern.bridge.disclosure.TokenBudget.Taken;
import org.jspecify.annotations.Nullable;

/**
 * Steps 6 to 9 on the permitted routes in policy's order, until one is heard from. Each attempt has
 * a disclosure, a check, an intent and a receipt of its own; after the first token there is no
 * other.
 */
public final class Attempts {
  private static final int BYTES_OF_A_TOKEN = 8;

  private final Preparation preparation;
  private final Exchange exchange;
  private final RouteHealth health;
  private final TokenBudget tokens;
  private final Steps steps;

  public Attempts(
      Preparation preparation,
      Exchange exchange,
      RouteHealth health,
      TokenBudget tokens,
      Steps steps) {
    this.preparation = preparation;
    this.exchange = exchange;
    this.health = health;
    this.tokens = tokens;
    this.steps = steps;
  }

  /**
   * The outcome of the last attempt.
   *
   * @throws Refusal when no attempt came as far as an intent
   */
  Outcome run(
      Inquiry inquiry, Decision.Permitted permitted, Material material, AnswerListener listener)
      throws Refusal {
    Trail trail = new Trail();
    for (Route route : preparation.routes(inquiry, permitted.obligations())) {
      try (Entered entered = health.enter(route)) {
        switch (attempt(inquiry, permitted, material, route, entered, listener)) {
          case Attempt.Ended ended -> {
            return trail.over(ended.outcome());
          }
          case Attempt.Unheard unheard -> trail.add(unheard.outcome());
        }
      } catch (Refusal refusal) {
        if (!trail.goesOnAfter(refusal)) {
          return trail.end();
        }
      } catch (RuntimeException unforeseen) {
        steps.unforeseen(unforeseen);
        trail.stoppedBy(new Refusal(Code.OVERLOADED));
        return trail.end();
      }
    }
    return trail.end();
  }

  private Attempt attempt(
      Inquiry inquiry,
      Decision.Permitted permitted,
      Material material,
      Route route,
      Entered entered,
      AnswerListener listener)
      throws Refusal {
    Prepared prepared = // 6. the disclosure, rendered and checked
        inquiry.step(
            steps, Step.BUILD, () -> preparation.prepare(inquiry, permitted, material, route));
    Taken taken = tokens.take(inquiry.asker().tenant(), atLeast(prepared.body()));
    Receipt receipt; // 7. the tunnel, then the durable entry
    try {
      receipt = inquiry.step(steps, Step.COMMIT, () -> exchange.commit(inquiry, prepared));
    } catch (Refusal | RuntimeException nothingLeft) {
      tokens.settle(taken, 0);
      throw nothingLeft;
    }
    Attempt attempt = // 8. and 9. send, answer
        exchange.send(inquiry, prepared, receipt, entered, listener);
    Long used = attempt.tokens();
    if (used != null) {
      tokens.settle(taken, used);
    }
    return attempt;
  }

  // No tokenizer makes fewer of ordinary text; what is used is counted when the provider says it.
  private static long atLeast(byte[] body) {
    return body.length / BYTES_OF_A_TOKEN + 1;
  }

  /** What the attempts so far came to. */
  private static final class Trail {
    private @Nullable Refusal refusal;
    private @Nullable Outcome last;
    private Outcome.@Nullable Broken left;

    void add(Outcome unheard) {
      last = over(unheard);
    }

    /** Whether another route may be tried: only what concerns this one lets it. */
    boolean goesOnAfter(Refusal after) {
      boolean goesOn = ofTheRoute(after.code());
      if (!goesOn || refusal == null) {
        refusal = after;
      }
      return goesOn;
    }

    private static boolean ofTheRoute(Code code) {
      return switch (code) {
        case TUNNEL_UNPROVEN, PROVIDER_FAILED, OVERLOADED -> true;
        case INVALID_REQUEST,
            FORBIDDEN,
            WITHHELD,
            RESIDUAL_IDENTIFIERS,
            NOT_FOUND,
            CONFLICT,
            RATE_LIMITED,
            POLICY_UNDECIDED,
            AUDIT_UNAVAILABLE,
            LOG_ROLLED_BACK,
            SECRETS_UNAVAILABLE,
            DETECTOR_UNAVAILABLE,
            SEARCH_UNAVAILABLE,
            EGRESS_STOPPED ->
            false;
      };
    }

    void stoppedBy(Refusal by) {
      refusal = by;
    }

    /** A refusal ends the question only if there is no intent: its closing entry says the rest. */
    Outcome end() throws Refusal {
      if (last != null) {
        return last;
      }
      throw refusal == null ? new Refusal(Code.PROVIDER_FAILED) : refusal;
    }

    // Once something left, "refused" would say that nothing did.
    Outcome over(Outcome outcome) {
      if (outcome instanceof Outcome.Broken broken) {
        left = broken;
      }
      return outcome instanceof Outcome.Refused refused && left != null
          ? new Outcome.Broken(refused.question(), refused.code(), left.receipt(), left.recorded())
          : outcome;
    }
  }
}

package dev.postern.bridge.opa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Admission;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Decision;
import dev.postern.bridge.disclosure.DisclosurePolicy;
import dev.postern.bridge.disclosure.PolicyEvidence;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Reason;
import java.time.Instant;
import java.util.List;

/** Admission and disclosure by the signed bundle {@code policy}. */
public final class OpaPolicy implements DisclosurePolicy {
  private static final String BUNDLE = "policy";
  private final OpaClient opa;

  public OpaPolicy(OpaClient opa) {
    this.opa = opa;
  }

  @Override
  public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
    try {
      ObjectNode input = PolicyInput.admission(asker, question, recent, now);
      OpaClient.Answer answer = opa.ask("admission", BUNDLE, input);
      PolicyResult result = PolicyResult.admission(answer.result());
      PolicyEvidence evidence = evidence(input, answer);
      List<Reason> reasons = result.reasons();
      return result.permits()
          ? new Admission.Admitted(
              result.classificationsMax(), result.sources(), result.flag("restore"), evidence)
          : new Admission.Rejected(reasons, evidence);
    } catch (Undecidable undecidable) {
      return new Admission.Undecided(undecidable.cause());
    }
  }

  @Override
  public Decision decide(Facts facts) {
    try {
      ObjectNode input = PolicyInput.disclosure(facts);
      OpaClient.Answer answer = opa.ask("disclosure", BUNDLE, input);
      PolicyResult result = PolicyResult.disclosure(answer.result());
      PolicyEvidence evidence = evidence(input, answer);
      List<Reason> reasons = result.reasons();
      return result.permits()
          ? new Decision.Permitted(result.obligations(), evidence)
          : new Decision.Withheld(reasons, evidence);
    } catch (Undecidable undecidable) {
      return new Decision.Undecided(undecidable.cause());
    }
  }

  private static PolicyEvidence evidence(ObjectNode input, OpaClient.Answer answer) {
    return new PolicyEvidence(
        answer.decisionId(), answer.revision(), input.toString(), answer.result().toString());
  }
}

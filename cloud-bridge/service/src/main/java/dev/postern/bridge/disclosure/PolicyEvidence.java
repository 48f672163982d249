package dev.postern.bridge.disclosure;

/**
 * What proves a policy answer later: who decided, from what, and what was said. Labels and counts
 * only, yet kept encrypted.
 *
 * @param decisionId OPA's id of the decision
 * @param revision revision of the policy bundle: serial, valid until, digest
 * @param input the JSON that was asked
 * @param result the JSON that was answered
 */
public record PolicyEvidence(String decisionId, String revision, String input, String result) {

  public PolicyEvidence {
    if (decisionId.isBlank() || revision.isBlank()) {
      throw new IllegalArgumentException("evidence names the decision and the revision");
    }
  }

  @Override
  public String toString() {
    return "PolicyEvidence[" + decisionId + " " + revision + "]";
  }
}

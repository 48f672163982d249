package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A decision as the log keeps it: labels and counts, no content.
 *
 * @param question the question's id
 * @param decisionId OPA's; two attempts at one question share the decision on its admission
 * @param entryPoint admission or disclosure
 * @param revision of the policy that decided
 * @param input what was asked
 * @param result what was answered
 */
public record RecordedDecision(
    String question,
    String decisionId,
    String entryPoint,
    String revision,
    JsonNode input,
    JsonNode result) {

  public RecordedDecision {
    if (!entryPoint.matches("[a-z]{1,20}")) {
      throw new IllegalArgumentException("an entry point is a word");
    }
  }

  @Override
  public String toString() {
    return "RecordedDecision[" + question + " " + entryPoint + "]";
  }
}

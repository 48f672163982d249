package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The policy decision an entry rests on.
 *
 * @param decisionId OPA's {@code decision_id}
 * @param bundleRevision the revision of the bundle that decided
 * @param result {@code permit}, {@code withhold} or {@code undecided}
 * @param rule the rule that applied, where policy names one
 */
public record DecisionRef(
    String decisionId, String bundleRevision, String result, @Nullable String rule) {
  /** Checks the limits of each member. */
  public DecisionRef {
    decisionId = Limits.code("opa_decision_id", decisionId);
    bundleRevision = Limits.code("bundle_rev", bundleRevision);
    result = Limits.code("result", result);
    rule = Limits.codeOrNull("rule", rule);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("opa_decision_id", Json.text(decisionId));
    members.put("bundle_rev", Json.text(bundleRevision));
    members.put("result", Json.text(result));
    members.put("rule", Json.text(rule));
    return new Json.Obj(members);
  }

  static DecisionRef read(Json json) {
    var fields = Fields.of(json);
    var value =
        new DecisionRef(
            fields.text("opa_decision_id"),
            fields.text("bundle_rev"),
            fields.text("result"),
            fields.textOrNull("rule"));
    fields.done();
    return value;
  }
}

package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;

/**
 * Why the audit service closed an intent that nobody closed.
 *
 * @param result what is known of the call
 * @param reason why it was closed
 */
public record Reconciliation(Result result, Reason reason) {

  /** The values of member {@code result}. */
  public enum Result {
    /** Nobody can say whether the call was made. */
    UNKNOWN
  }

  /** The values of member {@code reason}. */
  public enum Reason {
    /** The writer's boot id is gone. */
    WRITER_GONE,
    /** {@code answer_by} passed. */
    ANSWER_OVERDUE
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("result", Limits.word(result));
    members.put("reason", Limits.word(reason));
    return new Json.Obj(members);
  }

  static Reconciliation read(Json json) {
    var fields = Fields.of(json);
    var value =
        new Reconciliation(
            Limits.word(fields, "result", Result.class),
            Limits.word(fields, "reason", Reason.class));
    fields.done();
    return value;
  }
}

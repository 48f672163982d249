package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of what decides: rights, policy, routes, keys, holds, retention, the kill switch.
 *
 * @param object what changed
 * @param from its state before
 * @param to its state after
 * @param approvers who approved
 */
public record Change(
    String object, @Nullable String from, @Nullable String to, List<String> approvers) {
  /** Checks the limits of each member. */
  public Change {
    object = Limits.code("object", object);
    from = Limits.codeOrNull("from", from);
    to = Limits.codeOrNull("to", to);
    approvers = Limits.names("approvers", approvers);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("object", Json.text(object));
    members.put("from", Json.text(from));
    members.put("to", Json.text(to));
    members.put("approvers", Json.texts(approvers));
    return new Json.Obj(members);
  }

  static Change read(Json json) {
    var fields = Fields.of(json);
    var value =
        new Change(
            fields.text("object"),
            fields.textOrNull("from"),
            fields.textOrNull("to"),
            fields.texts("approvers"));
    fields.done();
    return value;
  }
}

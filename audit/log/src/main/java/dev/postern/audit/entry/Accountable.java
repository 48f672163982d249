package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;

/**
 * Whether this disclosure counts for the accounting of 45 CFR 164.528, and why.
 *
 * @param accountable whether it counts
 * @param basis the rule that says so
 */
public record Accountable(boolean accountable, String basis) {
  /** Checks the limits of each member. */
  public Accountable {
    basis = Limits.code("basis", basis);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("flag", new Json.Bool(accountable));
    members.put("basis", Json.text(basis));
    return new Json.Obj(members);
  }

  static Accountable read(Json json) {
    var fields = Fields.of(json);
    var value = new Accountable(fields.bool("flag"), fields.text("basis"));
    fields.done();
    return value;
  }
}

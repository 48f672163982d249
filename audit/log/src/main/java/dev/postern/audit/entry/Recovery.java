package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;

/**
 * The end of the log that this one continues.
 *
 * @param origin the old log's origin
 * @param checkpoint its last signed checkpoint, verbatim
 */
public record Recovery(String origin, String checkpoint) {
  /** Checks the limits of each member. */
  public Recovery {
    origin = Limits.code("origin", origin);
    checkpoint = Limits.note("checkpoint", checkpoint);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("origin", Json.text(origin));
    members.put("checkpoint", Json.text(checkpoint));
    return new Json.Obj(members);
  }

  static Recovery read(Json json) {
    var fields = Fields.of(json);
    var value = new Recovery(fields.text("origin"), fields.text("checkpoint"));
    fields.done();
    return value;
  }
}

package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.List;
import java.util.TreeMap;

/**
 * Why nothing left.
 *
 * @param code the problem code the caller sees
 * @param reasons the codes of the controls that refused
 */
public record Denial(String code, List<String> reasons) {
  /** Checks the limits of each member. */
  public Denial {
    code = Limits.code("code", code);
    reasons = Limits.codes("reasons", reasons);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("code", Json.text(code));
    members.put("reasons", Json.texts(reasons));
    return new Json.Obj(members);
  }

  static Denial read(Json json) {
    var fields = Fields.of(json);
    var value = new Denial(fields.text("code"), fields.texts("reasons"));
    fields.done();
    return value;
  }
}

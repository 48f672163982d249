package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;

/**
 * What a call cost.
 *
 * @param micros millionths of the currency's unit, rounded up
 * @param currency ISO 4217
 */
public record Cost(long micros, String currency) {

  /** Checks the limits of each member. */
  public Cost {
    micros = Limits.count("micros", micros);
    if (!currency.matches("[A-Z]{3}")) {
      throw Limits.refused("currency", "is no code of ISO 4217");
    }
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("micros", new Json.Int(micros));
    members.put("currency", new Json.Text(currency));
    return new Json.Obj(members);
  }

  static Cost read(Json json) {
    var fields = Fields.of(json);
    var value = new Cost(fields.number("micros"), fields.text("currency"));
    fields.done();
    return value;
  }
}

package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where content goes: provider, model and region, and under which agreement.
 *
 * @param name the route's name in the configuration
 * @param provider for example {@code azure-openai}
 * @param model the model or deployment
 * @param region the provider's region
 * @param agreement the agreement it rests on (45 CFR 164.504(e))
 * @param endpointKey SHA-256 of the endpoint's public key as last proven
 */
public record RouteRef(
    String name,
    String provider,
    String model,
    String region,
    @Nullable String agreement,
    @Nullable Hash endpointKey) {
  /** Checks the limits of each member. */
  public RouteRef {
    name = Limits.code("name", name);
    provider = Limits.code("provider", provider);
    model = Limits.code("model", model);
    region = Limits.code("region", region);
    agreement = Limits.codeOrNull("baa_id", agreement);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("name", Json.text(name));
    members.put("provider", Json.text(provider));
    members.put("model", Json.text(model));
    members.put("region", Json.text(region));
    members.put("baa_id", Json.text(agreement));
    members.put("endpoint_spki", Limits.hashOrNull(endpointKey));
    return new Json.Obj(members);
  }

  static RouteRef read(Json json) {
    var fields = Fields.of(json);
    var value =
        new RouteRef(
            fields.text("name"),
            fields.text("provider"),
            fields.text("model"),
            fields.text("region"),
            fields.textOrNull("baa_id"),
            Limits.hashOrNull(fields, "endpoint_spki"));
    fields.done();
    return value;
  }
}

package dev.postern.audit.service.http;

import dev.postern.audit.entry.Payload;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The parts of a payload, as far as they can be told apart without a key: {@code {v, parts: [{name,
 * keys: [key_id], nonces, ct}]}}.
 */
record SealedParts(List<Json> parts) {

  /** None where the payload is of another form. */
  static SealedParts of(Payload payload) {
    try {
      return new SealedParts(Fields.of(Json.parse(payload.bytes())).array("parts"));
    } catch (IllegalArgumentException e) {
      return new SealedParts(List.of());
    }
  }

  /** Only the part of this name. */
  SealedParts only(String name) {
    return new SealedParts(
        parts.stream().filter(part -> name.equals(Fields.of(part).textOrNull("name"))).toList());
  }

  /** The keys that close them. */
  List<UUID> keys() {
    var ids = new TreeSet<UUID>();
    try {
      for (var part : parts) {
        Fields.of(part).texts("keys").forEach(id -> ids.add(UUID.fromString(id)));
      }
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return List.copyOf(ids);
  }

  /** As a payload again. */
  Json payload() {
    return new Json.Obj(Map.of("v", Json.number(1L), "parts", new Json.Array(parts)));
  }
}

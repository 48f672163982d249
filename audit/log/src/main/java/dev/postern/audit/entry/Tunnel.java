package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How it was proven that the way to the provider is the tunnel.
 *
 * @param method the proof, for example {@code route}
 * @param networkInterface the interface the way leads through
 * @param peer the address or key of the other end, where the proof has one
 * @param provenAt when
 */
public record Tunnel(
    String method, String networkInterface, @Nullable String peer, Instant provenAt) {
  /** Checks the limits of each member. */
  public Tunnel {
    method = Limits.code("method", method);
    networkInterface = Limits.code("interface", networkInterface);
    peer = Limits.codeOrNull("peer", peer);
    provenAt = Limits.time(provenAt);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("method", Json.text(method));
    members.put("interface", Json.text(networkInterface));
    members.put("peer", Json.text(peer));
    members.put("proven_at", Json.text(Limits.formatTime(provenAt)));
    return new Json.Obj(members);
  }

  static Tunnel read(Json json) {
    var fields = Fields.of(json);
    var value =
        new Tunnel(
            fields.text("method"),
            fields.text("interface"),
            fields.textOrNull("peer"),
            Limits.time(fields, "proven_at"));
    fields.done();
    return value;
  }
}

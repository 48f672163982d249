package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who acted: the identity provider's subject, how they signed in, and the token (its id only as a
 * hash).
 *
 * @param subject the token's {@code sub}
 * @param authentication the token's {@code amr}; empty where the issuer gives none
 * @param tokenHash SHA-256 of the token's random id, null where it has none
 */
public record Actor(String subject, List<String> authentication, @Nullable Hash tokenHash) {
  /** Checks the limits of each member. */
  public Actor {
    subject = Limits.name("sub", subject);
    authentication = Limits.codes("amr", authentication);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("sub", Json.text(subject));
    members.put("amr", Json.texts(authentication));
    members.put("jti_hash", Limits.hashOrNull(tokenHash));
    return new Json.Obj(members);
  }

  static Actor read(Json json) {
    var fields = Fields.of(json);
    var value =
        new Actor(fields.text("sub"), fields.texts("amr"), Limits.hashOrNull(fields, "jti_hash"));
    fields.done();
    return value;
  }
}

package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person looked at.
 *
 * @param kind the kind of thing
 * @param object its random id, where it is one thing
 * @param count how many, where it is a list
 */
public record AccessRef(Kind kind, @Nullable String object, @Nullable Long count) {

  /** The values of member {@code kind}. */
  public enum Kind {
    /** A search without a question. */
    SEARCH,
    /** A document. */
    DOCUMENT,
    /** A stored answer. */
    ANSWER,
    /** What left for a question. */
    DISCLOSURE,
    /** A quarantined file. */
    QUARANTINE,
    /** An export. */
    EXPORT,
    /** Entries of the log. */
    ENTRIES,
    /** An encrypted payload. */
    PAYLOAD,
    /** The input and result of a decision. */
    DECISION,
    /** Identifiers behind tokens. */
    IDENTITY
  }

  /** Checks the limits of each member. */
  public AccessRef {
    object = Limits.codeOrNull("object", object);
    count = Limits.countOrNull("count", count);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("kind", Limits.word(kind));
    members.put("object", Json.text(object));
    members.put("count", Json.number(count));
    return new Json.Obj(members);
  }

  static AccessRef read(Json json) {
    var fields = Fields.of(json);
    var value =
        new AccessRef(
            Limits.word(fields, "kind", Kind.class),
            fields.textOrNull("object"),
            fields.numberOrNull("count"));
    fields.done();
    return value;
  }
}

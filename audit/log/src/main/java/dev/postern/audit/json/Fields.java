package dev.postern.audit.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object member by member; {@link #done()} refuses what nobody read, so that an unknown
 * member never passes silently.
 */
public final class Fields {
  private final Map<String, Json> members;
  private final Set<String> read = new HashSet<>();

  private Fields(Map<String, Json> members) {
    this.members = members;
  }

  /** Opens an object. */
  public static Fields of(Json value) {
    if (value instanceof Json.Obj object) {
      return new Fields(object.members());
    }
    throw new MalformedJson("expected an object");
  }

  /** The member, which must be there. */
  public Json required(String name) {
    var value = members.get(name);
    if (value == null) {
      throw new MalformedJson("member missing: " + name);
    }
    read.add(name);
    return value;
  }

  /** The member, or null where the object has none. */
  public @Nullable Json optional(String name) {
    return members.containsKey(name) ? required(name) : null;
  }

  /** A text that must be there. */
  public String text(String name) {
    return asText(name, required(name));
  }

  /** A text, or null where the member says null. */
  public @Nullable String textOrNull(String name) {
    var value = required(name);
    return value instanceof Json.Null ? null : asText(name, value);
  }

  /** An integer that must be there. */
  public long number(String name) {
    return asNumber(name, required(name));
  }

  /** An integer, or null where the member says null. */
  public @Nullable Long numberOrNull(String name) {
    var value = required(name);
    return value instanceof Json.Null ? null : Long.valueOf(asNumber(name, value));
  }

  /** A boolean that must be there. */
  public boolean bool(String name) {
    if (required(name) instanceof Json.Bool b) {
      return b.value();
    }
    throw wrong(name, "a boolean");
  }

  /** The values of an array that must be there. */
  public List<Json> array(String name) {
    if (required(name) instanceof Json.Array a) {
      return a.values();
    }
    throw wrong(name, "an array");
  }

  /** An array of texts that must be there. */
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var value : array(name)) {
      texts.add(asText(name, value));
    }
    return texts;
  }

  /** An object of counts that must be there. */
  public Map<String, Long> counts(String name) {
    if (!(required(name) instanceof Json.Obj object)) {
      throw wrong(name, "an object of counts");
    }
    var counts = new TreeMap<String, Long>();
    object.members().forEach((key, value) -> counts.put(key, asNumber(name, value)));
    return counts;
  }

  /** Refuses the object if it has a member that nobody read. */
  public void done() {
    for (var name : members.keySet()) {
      if (!read.contains(name)) {
        throw new MalformedJson(
            "unknown member" + (name.matches("[a-z_]{1,40}") ? ": " + name : ""));
      }
    }
  }

  private static String asText(String name, Json value) {
    if (value instanceof Json.Text t) {
      return t.value();
    }
    throw wrong(name, "text");
  }

  private static long asNumber(String name, Json value) {
    if (value instanceof Json.Int i) {
      return i.value();
    }
    throw wrong(name, "an integer");
  }

  private static MalformedJson wrong(String name, String wanted) {
    return new MalformedJson("member " + name + " is not " + wanted);
  }
}

package dev.postern.audit.export;

import dev.postern.audit.json.Json;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making; what is null is left out. */
final class Members {
  private final TreeMap<String, Json> members = new TreeMap<>();

  Members put(String name, @Nullable String value) {
    if (value != null) {
      members.put(name, Json.text(value));
    }
    return this;
  }

  Members put(String name, @Nullable Long value) {
    if (value != null) {
      members.put(name, Json.number(value));
    }
    return this;
  }

  Members put(String name, boolean value) {
    members.put(name, new Json.Bool(value));
    return this;
  }

  Members put(String name, @Nullable Members value) {
    if (value != null) {
      members.put(name, value.json());
    }
    return this;
  }

  /** An array; left out where it is empty, for formats that know no empty arrays. */
  Members put(String name, List<Members> values) {
    if (!values.isEmpty()) {
      members.put(name, new Json.Array(values.stream().<Json>map(Members::json).toList()));
    }
    return this;
  }

  Members putTexts(String name, List<String> values) {
    if (!values.isEmpty()) {
      members.put(name, Json.texts(values));
    }
    return this;
  }

  Json json() {
    return new Json.Obj(members);
  }
}

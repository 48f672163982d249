package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How another policy's answer differs from the one recorded.
 *
 * @param causes controls whose reasons come or go, and obligations that change
 */
record Difference(Change change, Set<String> causes) {

  /** What would become of a decision; the words are those of the report. */
  public enum Change {
    NEWLY_ALLOWED("allow"),
    NEWLY_WITHHELD("withhold"),
    OTHER_OBLIGATIONS("obligations"),
    OTHER_REASONS("reasons"),
    UNDECIDED("undecided");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private static final Set<String> NO_OBLIGATIONS = Set.of("outcome", "reasons", "obligations");

  /** Nothing where both say the same. The wording of a message is no difference. */
  static Optional<Difference> between(JsonNode recorded, JsonNode other) {
    if (!other.isObject()) {
      return Optional.of(new Difference(Change.UNDECIDED, Set.of("undecided")));
    }
    Set<String> causes = controls(recorded, other);
    boolean allowed = allows(recorded);
    if (allowed != allows(other)) {
      Change change = allowed ? Change.NEWLY_WITHHELD : Change.NEWLY_ALLOWED;
      return Optional.of(new Difference(change, causes.isEmpty() ? Set.of("outcome") : causes));
    }
    Set<String> obligations = obligations(recorded, other);
    if (obligations.isEmpty() && causes.isEmpty()) {
      return Optional.empty();
    }
    causes.addAll(obligations);
    Change change = obligations.isEmpty() ? Change.OTHER_REASONS : Change.OTHER_OBLIGATIONS;
    return Optional.of(new Difference(change, causes));
  }

  private static boolean allows(JsonNode result) {
    return result.path("outcome").asText().equals("permit");
  }

  private static Set<String> controls(JsonNode recorded, JsonNode other) {
    Map<String, String> before = reasons(recorded);
    Map<String, String> after = reasons(other);
    Set<String> codes = new HashSet<>(before.keySet());
    codes.addAll(after.keySet());
    Set<String> controls = new TreeSet<>();
    for (String code : codes) {
      if (!before.containsKey(code)) {
        controls.add(after.getOrDefault(code, code));
      } else if (!after.containsKey(code)) {
        controls.add(before.getOrDefault(code, code));
      }
    }
    return controls;
  }

  private static Map<String, String> reasons(JsonNode result) {
    Map<String, String> controls = new TreeMap<>();
    result
        .path("reasons")
        .forEach(
            reason -> controls.put(reason.path("code").asText(), reason.path("control").asText()));
    return controls;
  }

  private static Set<String> obligations(JsonNode recorded, JsonNode other) {
    Map<String, JsonNode> before = obligations(recorded);
    Map<String, JsonNode> after = obligations(other);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
    Set<String> changed = new TreeSet<>();
    names.forEach(name -> changed.add("obligation " + name));
    return changed;
  }

  /** Those of a disclosure, and what an admission grants. */
  private static Map<String, JsonNode> obligations(JsonNode result) {
    Map<String, JsonNode> all = new TreeMap<>();
    result
        .path("obligations")
        .properties()
        .forEach(each -> all.put(each.getKey(), each.getValue()));
    result.properties().stream()
        .filter(each -> !NO_OBLIGATIONS.contains(each.getKey()))
        .forEach(each -> all.put(each.getKey(), each.getValue()));
    return all;
  }
}

package dev.postern.bridge.opa;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Obligations;
import dev.postern.bridge.disclosure.Reason;
import dev.postern.deid.pseudonym.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy result strictly: a missing member, another type or a member that we don't know (an
 * obligation that we could not keep) is undecidable.
 */
final class PolicyResult {
  private static final Set<String> ADMISSION =
      Set.of("outcome", "reasons", "classifications_max", "sources", "restore");
  private static final Set<String> DISCLOSURE = Set.of("outcome", "reasons", "obligations");
  private static final Set<String> EGRESS = Set.of("stopped", "scope");
  private static final Set<String> REASON = Set.of("code", "message", "control");
  private static final Set<String> OBLIGATIONS =
      Set.of(
          "withhold",
          "max_snippets",
          "max_characters",
          "max_patients",
          "deidentify",
          "restore",
          "routes",
          "accountable",
          "on_prem_only",
          "review");

  private final JsonNode node;

  private PolicyResult(JsonNode node, Set<String> members) throws Undecidable {
    Set<String> found = new HashSet<>();
    node.fieldNames().forEachRemaining(found::add);
    if (!node.isObject() || !found.equals(members)) {
      throw new Undecidable("members");
    }
    this.node = node;
  }

  static PolicyResult admission(JsonNode node) throws Undecidable {
    return new PolicyResult(node, ADMISSION);
  }

  static PolicyResult disclosure(JsonNode node) throws Undecidable {
    return new PolicyResult(node, DISCLOSURE);
  }

  static PolicyResult egress(JsonNode node) throws Undecidable {
    return new PolicyResult(node, EGRESS);
  }

  boolean permits() throws Undecidable {
    return switch (text("outcome")) {
      case "permit" -> true;
      case "withhold" -> false;
      default -> throw new Undecidable("outcome");
    };
  }

  List<Reason> reasons() throws Undecidable {
    List<Reason> reasons = new ArrayList<>();
    for (JsonNode each : array("reasons")) {
      PolicyResult reason = new PolicyResult(each, REASON);
      reasons.add(new Reason(reason.text("code"), reason.text("message"), reason.text("control")));
    }
    return reasons;
  }

  Classification classificationsMax() throws Undecidable {
    return Classification.of(text("classifications_max"))
        .orElseThrow(() -> new Undecidable("classifications_max"));
  }

  @Nullable List<String> sources() throws Undecidable {
    return node.path("sources").isNull() ? null : texts("sources");
  }

  Obligations obligations() throws Undecidable {
    PolicyResult found = new PolicyResult(node.path("obligations"), OBLIGATIONS);
    return new Obligations(
        Set.copyOf(found.texts("withhold")),
        found.count("max_snippets"),
        found.count("max_characters"),
        found.count("max_patients"),
        found.mode(),
        found.flag("restore"),
        found.texts("routes"),
        found.flag("accountable"),
        found.flag("on_prem_only"),
        found.flag("review"));
  }

  private Mode mode() throws Undecidable {
    String word = text("deidentify");
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        return mode;
      }
    }
    throw new Undecidable("deidentify");
  }

  boolean flag(String name) throws Undecidable {
    if (!node.path(name).isBoolean()) {
      throw new Undecidable(name);
    }
    return node.path(name).booleanValue();
  }

  private String text(String name) throws Undecidable {
    if (!node.path(name).isTextual()) {
      throw new Undecidable(name);
    }
    return node.path(name).textValue();
  }

  private int count(String name) throws Undecidable {
    JsonNode number = node.path(name);
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
      throw new Undecidable(name);
    }
    return number.intValue();
  }

  private JsonNode array(String name) throws Undecidable {
    if (!node.path(name).isArray()) {
      throw new Undecidable(name);
    }
    return node.path(name);
  }

  private List<String> texts(String name) throws Undecidable {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : array(name)) {
      if (!each.isTextual()) {
        throw new Undecidable(name);
      }
      texts.add(each.textValue());
    }
    return texts;
  }
}

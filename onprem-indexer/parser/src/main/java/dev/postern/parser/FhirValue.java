package dev.postern.parser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** FHIR R4 data types in words: a code with its display text, a quantity with its unit. */
final class FhirValue {

  private static final int DEEPEST = 12;

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "http://loinc.org", "LOINC",
          "http://snomed.info/sct", "SNOMED CT",
          "http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm",
          "http://hl7.org/fhir/sid/icd-10", "ICD-10",
          "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM",
          "http://www.ama-assn.org/go/cpt", "CPT",
          "http://hl7.org/fhir/sid/cvx", "CVX");

  private FhirValue() {}

  /** The elements of that name: JSON has a list or one, XML always a list. */
  static List<JsonNode> all(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(value);
    }
    List<JsonNode> values = new ArrayList<>();
    value.forEach(values::add);
    return values;
  }

  static JsonNode first(JsonNode node, String name) {
    List<JsonNode> all = all(node, name);
    return all.isEmpty() ? MissingNode.getInstance() : all.getFirst();
  }

  /** A primitive's text, empty where it is absent. */
  static String text(JsonNode node, String name) {
    return first(node, name).asText("");
  }

  static String words(JsonNode value) {
    return words(value, 0);
  }

  private static String words(JsonNode value, int depth) {
    if (depth > DEEPEST) {
      return "";
    }
    if (value.isValueNode()) {
      return value.asText();
    }
    if (value.isArray()) {
      StringJoiner list = new StringJoiner("; ");
      value.forEach(v -> add(list, words(v, depth + 1)));
      return list.toString();
    }
    boolean worded = first(value, "text").isTextual();
    if (worded || value.has("coding") || value.has("code") && value.has("system")) {
      return coded(value);
    }
    if (value.has("value") && (value.has("unit") || value.has("code"))) {
      return quantity(value);
    }
    if (value.has("start") || value.has("end")) {
      return (text(value, "start") + " to " + text(value, "end")).strip();
    }
    if (value.has("reference") || value.has("display")) {
      return text(value, "display");
    }
    if (value.has("low") || value.has("high")) {
      return words(first(value, "low"), depth + 1)
          + " to "
          + words(first(value, "high"), depth + 1);
    }
    return members(value, depth);
  }

  private static String members(JsonNode value, int depth) {
    StringJoiner members = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (isTechnical(member.getKey())) {
        continue;
      }
      String words = words(member.getValue(), depth + 1);
      if (!words.isBlank()) {
        members.add(label(member.getKey()) + " " + words);
      }
    }
    return members.toString();
  }

  /** What says nothing to a reader. */
  static boolean isTechnical(String name) {
    return switch (name) {
      case "id", "meta", "implicitRules", "language", "extension", "modifierExtension" -> true;
      case "resourceType", "text", "contained", "data", "url", "fullUrl", "system" -> true;
      default -> name.startsWith("_") || name.startsWith("@");
    };
  }

  private static String quantity(JsonNode value) {
    String unit = text(value, "unit").isEmpty() ? text(value, "code") : text(value, "unit");
    return (text(value, "comparator") + text(value, "value") + " " + unit).strip();
  }

  /** A CodeableConcept or a Coding. */
  static String coded(JsonNode concept) {
    List<JsonNode> codings = concept.has("coding") ? all(concept, "coding") : List.of(concept);
    String text = text(concept, "text");
    StringJoiner codes = new StringJoiner(", ");
    for (JsonNode coding : codings) {
      if (text.isEmpty()) {
        text = text(coding, "display");
      }
      if (coding.has("code")) {
        String system = text(coding, "system");
        add(codes, (SYSTEMS.getOrDefault(system, "") + " " + text(coding, "code")).strip());
      }
    }
    if (text.isEmpty()) {
      return codes.toString();
    }
    return codes.length() == 0 ? text : text + " (" + codes + ")";
  }

  /** {@code birthDate} as {@code birth date}. */
  static String label(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  private static void add(StringJoiner list, String words) {
    if (!words.isBlank()) {
      list.add(words);
    }
  }
}

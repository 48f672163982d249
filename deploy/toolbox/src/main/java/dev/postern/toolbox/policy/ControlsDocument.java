package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code docs/compliance/controls.md}, written from the METADATA of the rules so that it cannot say
 * anything else than they do.
 */
final class ControlsDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> REQUIRED =
      List.of("short_name", "regulation", "failure_msg", "remedy");

  private final Path opa;
  private final Path policies;
  private final Path file;

  ControlsDocument(Path opa, Path checkout) {
    this.opa = opa;
    this.policies = checkout.resolve("policies");
    this.file = checkout.resolve("docs/compliance/controls.md");
  }

  /** A control: its package's METADATA, and that of its rules. */
  private record Control(JsonNode annotations, List<Rule> rules) {}

  /** A rule of a control, and what it speaks of: admission, question, snippet, route, or thrown. */
  private record Rule(String scope, JsonNode annotations) {}

  PolicyTest.Check upToDate() {
    String name = "docs/compliance/controls.md says what the rules say";
    try {
      boolean same = Files.exists(file) && Files.readString(file).equals(text());
      return new PolicyTest.Check(name, same, "write it anew as policies/README.md says");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String text() {
    Map<String, List<String>> cases = casesByCode();
    StringBuilder text =
        new StringBuilder(
            """
            # Controls

            Written from the METADATA of the rules in `policies/`; a test fails when the two differ. The code is what a
            refused caller gets and what the audit log holds. "Speaks of" says how far a rule reaches: an admission or
            a question is refused as a whole, a snippet is left out, a route is not used.

            | speaks of | decided by | enforced in `AnswerQuestion` | recorded as |
            |---|---|---|---|
            | admission | `postern/admission` | step 2, before the search | `EGRESS_DENIED` with the codes |
            | question | `postern/disclosure` | step 5, before anything is rendered | `EGRESS_DENIED` with the codes |
            | snippet | `postern/disclosure`, obligation `withhold` | step 6, before the body is built | `decision_input` of the intent |
            | route | `postern/disclosure`, obligation `routes` | step 6, the route is chosen from it | route of the `EGRESS_INTENT` |
            | egress | `postern/egress` | step 8, between receipt and send, then each second | outcome `not_sent` or cut |
            """);
    controls().values().forEach(control -> append(text, control, cases));
    return text.toString();
  }

  private static void append(StringBuilder text, Control control, Map<String, List<String>> cases) {
    JsonNode about = control.annotations();
    String name = about.path("custom").path("short_name").asText();
    text.append("\n## ").append(about.path("title").asText()).append(" (`").append(name);
    text.append("`)\n\n").append(about.path("description").asText()).append("\n");
    for (Rule rule : control.rules()) {
      JsonNode custom = rule.annotations().path("custom");
      String code = name + "." + custom.path("short_name").asText();
      text.append("\n### ").append(rule.annotations().path("title").asText()).append("\n\n");
      text.append(rule.annotations().path("description").asText()).append("\n\n");
      row(text, "code", "`" + code + "`");
      row(text, "speaks of", rule.scope());
      row(text, "the caller hears", custom.path("failure_msg").asText());
      row(text, "remedy", custom.path("remedy").asText());
      row(text, "regulation", custom.path("regulation").asText());
      row(text, "cases", String.join(", ", cases.getOrDefault(code, List.of("tests only"))));
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append("\n");
  }

  private Map<String, List<String>> casesByCode() {
    Map<String, List<String>> cases = new TreeMap<>();
    new Cases(opa, policies)
        .expected()
        .forEach(
            (name, expected) ->
                expected
                    .path("reasons")
                    .forEach(
                        reason ->
                            cases
                                .computeIfAbsent(
                                    reason.path("code").asText(), code -> new ArrayList<>())
                                .add("`" + name + "`")));
    return cases;
  }

  /** The controls of both bundles, by package. */
  private Map<String, Control> controls() {
    Map<String, Control> controls = new TreeMap<>();
    for (Bundle bundle : Bundle.values()) {
      for (JsonNode each : annotations(bundle)) {
        if (each.path("annotations").has("custom")) {
          add(controls, each);
        }
      }
    }
    return controls;
  }

  private static void add(Map<String, Control> controls, JsonNode each) {
    JsonNode annotations = each.path("annotations");
    List<String> path = new ArrayList<>();
    each.path("path").forEach(part -> path.add(part.path("value").asText()));
    if (annotations.path("scope").asText().equals("package")) {
      Control known = controls.get(String.join(".", path));
      List<Rule> rules = known == null ? new ArrayList<>() : known.rules();
      controls.put(String.join(".", path), new Control(annotations, rules));
      return;
    }
    requireAll(annotations, String.join(".", path));
    String scope = path.removeLast();
    controls
        .computeIfAbsent(
            String.join(".", path), name -> new Control(JSON.createObjectNode(), new ArrayList<>()))
        .rules()
        .add(new Rule(scope.equals("thrown") ? "egress" : scope, annotations));
  }

  private static void requireAll(JsonNode annotations, String rule) {
    for (String field : REQUIRED) {
      if (annotations.path("custom").path(field).asText().isBlank()) {
        throw new ToolboxException(rule + " has no " + field + " in its METADATA");
      }
    }
  }

  private JsonNode annotations(Bundle bundle) {
    try (SourceTree source = SourceTree.copyOf(policies.resolve(bundle.id()))) {
      Command.Result inspected =
          Command.run(
              List.of(
                  opa.toString(),
                  "inspect",
                  "--annotations",
                  "--format",
                  "json",
                  source.root().toString()));
      if (!inspected.ok()) {
        throw new ToolboxException("OPA cannot inspect " + bundle.id() + ": " + inspected.output());
      }
      return JSON.readTree(inspected.output()).path("annotations");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot inspect the policy", e);
    }
  }
}

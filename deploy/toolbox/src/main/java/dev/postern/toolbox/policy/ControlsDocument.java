package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  ControlsDocument(Path opa, Path policies) {
    this.opa = opa;
    this.policies = policies;
  }

  /** A control: its file without ending, its package's METADATA, and that of its rules. */
  private record Control(String file, JsonNode annotations, List<Rule> rules) {}

  /** A rule of a control, and what it speaks of: admission, question, snippet, route, or thrown. */
  private record Rule(String scope, JsonNode annotations) {}

  String text() {
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

  /** Each rule under the code of its reason. */
  Map<String, Controls.Rule> byCode() {
    Map<String, Controls.Rule> rules = new TreeMap<>();
    for (Control control : controls().values()) {
      String name = control.annotations().path("custom").path("short_name").asText();
      for (Rule rule : control.rules()) {
        JsonNode custom = rule.annotations().path("custom");
        rules.put(
            name + "." + custom.path("short_name").asText(),
            new Controls.Rule(
                rule.annotations().path("title").asText(),
                rule.annotations().path("description").asText(),
                custom.path("regulation").asText(),
                custom.path("remedy").asText(),
                control.file()));
      }
    }
    return rules;
  }

  private static void append(StringBuilder text, Control control, Map<String, List<String>> cases) {
    JsonNode about = control.annotations();
    String name = about.path("custom").path("short_name").asText();
    text.append("\n## ").append(about.path("title").asText()).append(" (`").append(name);
    text.append("`)\n\n").append(about.path("description").asText()).append("\n\n");
    row(text, "rules", "`" + control.file() + ".rego`");
    row(text, "tests", "`" + control.file() + "_test.rego`");
    for (Rule rule : control.rules()) {
      JsonNode custom = rule.annotations().path("custom");
      String code = name + "." + custom.path("short_name").asText();
      text.append("\n### ").append(rule.annotations().path("title").asText()).append("\n\n");
      text.append(rule.annotations().path("description").asText()).append("\n\n");
      row(text, "code", "`" + code + "`");
      row(text, "speaks of", rule.scope());
      row(text, "the caller hears", custom.path("failure_msg").asText());
      row(text, "and what to do", custom.path("remedy").asText());
      row(text, "regulation", custom.path("regulation").asText());
      row(text, "cases", String.join(", ", cases.getOrDefault(code, List.of("tests only"))));
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append("\n");
  }

  private Map<String, List<String>> casesByCode() {
    Map<String, List<String>> cases = new TreeMap<>();
    for (Cases.Case each : new Cases(opa, policies).all().values()) {
      for (String code : each.codes()) {
        cases.computeIfAbsent(code, none -> new ArrayList<>()).add("`" + each.name() + "`");
      }
    }
    return cases;
  }

  /** The controls of both bundles, by package. */
  private Map<String, Control> controls() {
    Map<String, Control> controls = new TreeMap<>();
    for (Bundle bundle : Bundle.values()) {
      for (JsonNode each : annotations(bundle)) {
        if (each.path("annotations").has("custom")) {
          add(controls, bundle, each);
        }
      }
    }
    return controls;
  }

  private static void add(Map<String, Control> controls, Bundle bundle, JsonNode each) {
    JsonNode annotations = each.path("annotations");
    List<String> path = new ArrayList<>();
    for (JsonNode part : each.path("path")) {
      if (part.path("value").isTextual()) { // not the ref or name of snippet[ref], route[name]
        path.add(part.path("value").asText());
      }
    }
    boolean rule = !annotations.path("scope").asText().equals("package");
    String scope = rule ? path.removeLast() : "";
    path.set(0, "policies/" + bundle.id());
    String file = String.join("/", path) + "/" + path.getLast();
    Control known = controls.get(file);
    if (rule) {
      requireAll(annotations, file);
      if (known == null) {
        throw new ToolboxException(file + " has rules before its package has METADATA");
      }
      known.rules().add(new Rule(scope.equals("thrown") ? "egress" : scope, annotations));
    } else {
      controls.put(file, new Control(file, annotations, new ArrayList<>()));
    }
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

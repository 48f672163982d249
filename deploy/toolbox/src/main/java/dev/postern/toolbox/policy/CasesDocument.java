package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.policy.Cases.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docs/compliance/cases.md}: every case as a line that an auditor reads. */
record CasesDocument(Path opa, Path policies) {

  private static final Map<String, String> TITLES =
      Map.of(
          "admission", "May this asker ask",
          "disclosure", "May these snippets leave",
          "egress", "Is sending stopped");

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Cases

            Written from `policies/cases/`; a test fails when the two differ. Each case is a folder with its input and
            the whole result expected for it, and `./postern policy test` puts all of them to the policy. "Other
            tables" says what the tables would have to say for the case to happen.
            """);
    Map<String, Case> cases = new Cases(opa, policies).all();
    for (String entryPoint : List.of("admission", "disclosure", "egress")) {
      List<Case> its =
          cases.values().stream().filter(each -> each.entryPoint().equals(entryPoint)).toList();
      append(text, entryPoint, its);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String entryPoint, List<Case> cases) {
    text.append("\n## ").append(TITLES.get(entryPoint)).append(" (").append(cases.size());
    text.append(" cases)\n\n| case | asked as | purpose | result | reasons | other tables |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Case each : cases) {
      text.append("| ").append(each.name().substring(entryPoint.length() + 1).replace('-', ' '));
      text.append(" | ").append(words(each.input().path("asker").path("roles")));
      text.append(" | ").append(each.input().path("purpose").asText(""));
      text.append(" | ").append(result(each));
      text.append(" | ").append(String.join(", ", each.codes()));
      text.append(" | ").append(each.tables().isMissingNode() ? "" : code(each.tables()));
      text.append(" |\n");
    }
  }

  private static String result(Case each) {
    JsonNode expected = each.expected();
    if (expected.has("stopped")) {
      return expected.path("stopped").asBoolean()
          ? "stopped: " + expected.path("scope").asText()
          : "not stopped";
    }
    List<String> more = new ArrayList<>();
    JsonNode obligations = expected.path("obligations");
    if (!obligations.path("withhold").isEmpty()) {
      more.add("without " + words(obligations.path("withhold")));
    }
    if (obligations.path("review").asBoolean()) {
      more.add("reviewed");
    }
    String outcome = expected.path("outcome").asText();
    return more.isEmpty() ? outcome : outcome + ", " + String.join(", ", more);
  }

  private static String code(JsonNode tables) {
    return "`" + tables + "`";
  }

  private static String words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return String.join(", ", words);
  }
}

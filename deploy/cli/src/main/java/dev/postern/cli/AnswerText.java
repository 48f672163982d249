package dev.postern.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.AnswerListener;
import dev.postern.cli.bridge.ModelRequest;
import dev.postern.cli.bridge.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer as a person reads it: its words as they come, then citations, receipt and timing. */
public final class AnswerText implements AnswerListener {

  private final Terminal terminal;
  private boolean begun;

  public AnswerText(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void disclosed(JsonNode disclosure) {
    terminal.say(terminal.faint(leaving(disclosure)));
  }

  @Override
  public void delta(String text) {
    begun = true;
    terminal.stream(text);
  }

  @Override
  public void cited(JsonNode citations) {
    endOfAnswer();
    for (JsonNode citation : citations) {
      terminal.print("");
      terminal.print(
          terminal.bold("[" + citation.path("mark").asText().replaceAll("[\\[\\]]", "") + "] ")
              + citation.path("title").asText()
              + where(citation));
      terminal.print("     \"" + citation.path("quote").asText() + "\"");
    }
  }

  /** What stands below an answer. */
  public void closing(JsonNode answer) {
    endOfAnswer();
    if (answer.path("outcome").asText().equals("no_sources")) {
      terminal.print("No sources: nothing that this user may see answers the question.");
    }
    if (answer.path("uncited").asBoolean()) {
      terminal.print("The answer names no source.");
    }
    JsonNode receipt = answer.path("receipt");
    terminal.print("");
    terminal.print(
        terminal.faint(
            "receipt: entry "
                + receipt.path("index").asText()
                + " of "
                + receipt.path("log").asText()
                + ", question "
                + answer.path("id").asText()));
    terminal.print(terminal.faint("timing:  " + timing(answer.path("timing_ms"))));
    if (answer.has("outcome_recorded") && !answer.path("outcome_recorded").asBoolean()) {
      terminal.say("The outcome is not recorded yet; the bridge keeps it until the log is back.");
    }
  }

  /** Why there is no answer; with {@code json} the problem itself on standard output. */
  public void refused(Problem problem, boolean json) {
    endOfAnswer();
    if (json) {
      terminal.json(problem.json());
    }
    terminal.complain(problem.sentence());
    for (Problem.Reason reason : problem.reasons()) {
      terminal.say("  " + reason.code() + ": " + reason.message());
    }
    if (problem.instance() != null) {
      terminal.say("  question " + problem.instance());
    }
  }

  /** What exactly left: each message of the request under its role. */
  public void left(JsonNode disclosure) throws JsonProcessingException {
    terminal.print("");
    terminal.print(terminal.bold("What left the premises:"));
    terminal.print(ModelRequest.text(disclosure.path("body").asText()).indent(2).stripTrailing());
  }

  private void endOfAnswer() {
    if (begun) {
      terminal.print("");
      begun = false;
    }
  }

  private static String where(JsonNode citation) {
    StringBuilder where = new StringBuilder();
    if (!citation.path("section").asText("").isEmpty()) {
      where.append(", ").append(citation.path("section").asText());
    }
    if (citation.hasNonNull("page")) {
      where.append(", page ").append(citation.path("page").asText());
    }
    return where.toString();
  }

  private static String leaving(JsonNode disclosure) {
    List<String> replaced = new ArrayList<>();
    int sum = 0;
    for (Map.Entry<String, JsonNode> type : disclosure.path("identifiers_replaced").properties()) {
      replaced.add(type.getKey() + " " + type.getValue().asInt());
      sum += type.getValue().asInt();
    }
    return "leaving: "
        + disclosure.path("snippets").asText()
        + " snippets, "
        + disclosure.path("characters").asText()
        + " characters, "
        + sum
        + " identifiers replaced"
        + (replaced.isEmpty() ? "" : " (" + String.join(", ", replaced) + ")")
        + ", to "
        + disclosure.path("route").asText()
        + " ("
        + disclosure.path("model").asText()
        + ", "
        + disclosure.path("region").asText()
        + ")";
  }

  private static String timing(JsonNode timing) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : timing.properties()) {
      parts.add(part.getKey() + " " + part.getValue().asText() + " ms");
    }
    return String.join(", ", parts);
  }
}

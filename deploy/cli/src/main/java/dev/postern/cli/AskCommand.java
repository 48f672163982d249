package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.Asking;
import dev.postern.cli.bridge.BridgeClient;
import dev.postern.cli.bridge.Outcome;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Asks a question and streams the answer with citations, receipt and timing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:failed",
      "2:usage",
      "4:refused (403)",
      "5:unavailable (429, 502, 503)",
      "6:no sources"
    })
final class AskCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
  private String question;

  @Option(
      names = "--purpose",
      required = true,
      paramLabel = "CODE",
      description =
          "Purpose of use (HL7 v3): TREAT, HPAYMT, HOPERAT, HRESCH, PUBHLTH, PATRQT, ETREAT.")
  private String purpose;

  @Option(names = "--route", paramLabel = "R", description = "One of the configured routes.")
  private @Nullable String route;

  @Option(names = "--conversation", paramLabel = "ID", description = "Continue this conversation.")
  private @Nullable String conversation;

  @Option(names = "--show-disclosure", description = "Show exactly what left the premises.")
  private boolean showDisclosure;

  @Option(names = "--json", description = "Print the whole answer as one JSON object.")
  private boolean json;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  AskCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeClient client = bridge.client(token.of());
    Asking asking = new Asking(question, purpose, route, conversation);
    AnswerText text = new AnswerText(terminal);
    Outcome outcome = json ? client.ask(asking) : client.ask(asking, text);
    return switch (outcome) {
      case Refused(var problem) -> {
        text.refused(problem, json);
        yield ExitCode.of(problem);
      }
      case Replied(JsonNode answer) -> {
        if (json) {
          terminal.json(answer);
        } else {
          text.closing(answer);
        }
        if (showDisclosure) {
          show(client.disclosure(answer.path("id").asText()), text);
        }
        yield answer.path("outcome").asText().equals("no_sources")
            ? ExitCode.NO_SOURCES
            : ExitCode.DONE;
      }
    };
  }

  private void show(Outcome disclosure, AnswerText text) throws IOException {
    switch (disclosure) {
      case Replied(JsonNode left) -> {
        if (json) {
          terminal.json(left);
        } else {
          text.left(left);
        }
      }
      case Refused(var problem) -> text.refused(problem, json);
    }
  }
}

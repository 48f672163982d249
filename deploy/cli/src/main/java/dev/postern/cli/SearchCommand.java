package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Shows the snippets this user would be answered from; recorded as access.")
final class SearchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "TEXT", description = "What to look for.")
  private String text;

  @Option(
      names = "--purpose",
      required = true,
      paramLabel = "CODE",
      description = "Purpose of use, as for ask.")
  private String purpose;

  @Option(
      names = "--limit",
      defaultValue = "8",
      description = "Snippets at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the bridge's reply as JSON.")
  private boolean json;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  SearchCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (bridge.client(token.of()).search(text, purpose, limit)) {
      case Refused(var problem) -> {
        new AnswerText(terminal).refused(problem, json);
        yield ExitCode.of(problem);
      }
      case Replied(JsonNode reply) -> {
        print(reply);
        yield reply.path("snippets").isEmpty() ? ExitCode.NO_SOURCES : ExitCode.DONE;
      }
    };
  }

  private void print(JsonNode reply) {
    if (json) {
      terminal.json(reply);
      return;
    }
    for (JsonNode snippet : reply.path("snippets")) {
      String score = String.format(Locale.ROOT, "%.3f", snippet.path("score").asDouble());
      String section =
          !snippet.path("section").asText("").isEmpty()
              ? ", " + snippet.path("section").asText()
              : "";
      terminal.print(
          terminal.bold(snippet.path("title").asText() + section) + "  " + terminal.faint(score));
      terminal.print(snippet.path("text").asText().indent(2));
    }
  }
}

package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import dev.postern.cli.bridge.Problem;
import dev.postern.cli.indexer.IndexerClient.Reply;
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

  @Option(
      names = "--explain",
      description =
          "For operators: how this search comes to what it finds, by both legs, and how many"
              + " documents are kept out and why; without content, recorded as access.")
  private boolean explain;

  @Option(
      names = "--classifications-max",
      defaultValue = "restricted",
      paramLabel = "C",
      description = "With --explain: nothing above it (${DEFAULT-VALUE}).")
  private String classificationsMax;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;
  @Mixin private OperatorAccess operator;

  SearchCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (explain) {
      return explained();
    }
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

  private int explained() throws IOException, InterruptedException {
    ObjectNode search =
        JsonNodeFactory.instance
            .objectNode()
            .put("purpose_of_use", purpose)
            .put("text", text)
            .put("limit", limit)
            .put("classifications_max", classificationsMax);
    return switch (operator.client(bridge.authority()).explain(token.of(), search)) {
      case Reply.Accepted(JsonNode explanation) -> {
        if (json) {
          terminal.json(explanation);
        } else {
          new SearchExplanation(terminal).print(explanation);
        }
        yield ExitCode.DONE;
      }
      case Reply.Later(var after, var problem) -> refused(problem);
      case Reply.Rejected(var problem) -> refused(problem);
    };
  }

  private int refused(Problem problem) {
    new AnswerText(terminal).refused(problem, json);
    return ExitCode.of(problem);
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

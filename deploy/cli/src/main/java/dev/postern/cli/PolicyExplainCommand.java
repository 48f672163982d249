package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.Outcome;
import dev.postern.toolbox.policy.Controls;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a question was decided as it was. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a question was decided from, and why: reasons with their rule and regulation,",
      "obligations, labels and counts. For reviewers and the security team; each look is recorded."
    })
final class PolicyExplainCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(paramLabel = "QUESTION_ID", description = "The question's id, as ask printed it.")
  private String question = "";

  @Option(names = "--json", description = "Input and result of each decision, as recorded.")
  private boolean json;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  PolicyExplainCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (bridge.client(token.of()).decisions(question)) {
      case Outcome.Refused refused -> {
        new AnswerText(terminal).refused(refused.problem(), json);
        yield ExitCode.of(refused.problem());
      }
      case Outcome.Replied replied -> {
        if (json) {
          terminal.json(replied.body());
        } else {
          tell(replied.body());
        }
        yield ExitCode.DONE;
      }
    };
  }

  private void tell(JsonNode decisions) {
    Controls controls = Controls.of(checkout.layout(), Cache.ofUser(), terminal::say);
    for (Map.Entry<String, JsonNode> decision : decisions.properties()) {
      JsonNode input = decision.getValue().path("input");
      JsonNode result = decision.getValue().path("result");
      terminal.print(
          terminal.bold(decision.getKey() + ": " + result.path("outcome").asText())
              + terminal.faint("  under " + decision.getValue().path("revision").asText()));
      terminal.print(
          "  asked as %s for %s at %s"
              .formatted(
                  input.path("asker").path("roles"),
                  input.path("purpose").asText(),
                  input.path("time").asText()));
      result.path("reasons").forEach(reason -> reason(reason, controls));
      JsonNode obligations = result.path("obligations");
      if (obligations.isObject()) {
        terminal.print("  obligations " + obligations);
      }
      input.path("snippets").forEach(snippet -> terminal.print("  snippet " + snippet));
    }
  }

  private void reason(JsonNode reason, Controls controls) {
    String code = reason.path("code").asText();
    terminal.print("  " + terminal.red(code) + ": " + reason.path("message").asText());
    controls
        .rule(code)
        .ifPresent(
            rule -> {
              terminal.print("    " + rule.title() + ". " + rule.description());
              terminal.print("    " + rule.regulation());
              terminal.print(terminal.faint("    " + rule.file() + ".rego"));
            });
  }
}

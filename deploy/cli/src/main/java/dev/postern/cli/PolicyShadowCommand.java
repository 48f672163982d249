package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.Outcome;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Revision;
import dev.postern.toolbox.policy.ShadowOpa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A candidate policy beside the one that decides. */
@Command(
    name = "shadow",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a candidate policy beside the one in force, without effect,",
      "and lists where it would have decided otherwise."
    })
final class PolicyShadowCommand implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Terminal terminal;
  private final Checkout checkout;

  @Spec private CommandSpec spec;

  PolicyShadowCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "start, stop or list?");
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = {
        "Takes a candidate, in place of one there is.",
        "With FILE a bundle that \"policy build\" wrote.",
        "Without, the policy of the checkout, tested and signed first."
      })
  int start(
      @Parameters(arity = "0..1", paramLabel = "FILE", description = "A signed bundle.")
          @Nullable Path file) {
    if (file == null && !new PolicyTests(checkout, terminal).pass()) {
      terminal.complain("there is no candidate: the policy does not pass its tests.");
      return ExitCode.FAILED;
    }
    Opa opa = checkout.postern().opa();
    Revision candidate = file == null ? opa.publisher().shadow() : opa.publisher().shadow(file);
    terminal.print(candidate.toString());
    if (!opa.part().running()) {
      terminal.say("OPA is not running here; ./postern up starts it, with the candidate beside.");
      return ExitCode.DONE;
    }
    ShadowOpa shadow = opa.shadow();
    if (!shadow.part().running()) {
      shadow.part().launch();
    }
    Opa.Taken taken = shadow.awaitTaken(candidate, PATIENCE);
    if (taken.inForce()) {
      terminal.say(terminal.green("asked beside the policy in force") + ", without effect");
      return ExitCode.DONE;
    }
    terminal.complain("the candidate was not taken: " + taken.message());
    return ExitCode.FAILED;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Takes the candidate away; what it would have changed stays listed.")
  int stop() {
    Opa opa = checkout.postern().opa();
    boolean there = opa.publisher().stopShadow();
    opa.shadow().part().stop();
    terminal.say(there ? "the candidate is taken away." : "there was no candidate.");
    return ExitCode.DONE;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists what a candidate would have decided otherwise.",
        "The newest questions, with the controls or obligations that make the difference;",
        "for the security team."
      })
  int list(
      @Mixin Token token,
      @Mixin BridgeAddress bridge,
      @Option(names = "--json", description = "The list as JSON.") boolean json)
      throws IOException, InterruptedException {
    return switch (bridge.client(token.of()).shadow()) {
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

  private void tell(JsonNode seen) {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> count : seen.path("counts").properties()) {
      counts.add(count.getValue().asLong() + " " + count.getKey().replace('_', ' '));
    }
    terminal.say(String.join(", ", counts));
    for (JsonNode difference : seen.path("differences")) {
      List<String> names = new ArrayList<>();
      difference.path("controls").forEach(name -> names.add(name.asText()));
      difference.path("obligations").forEach(name -> names.add(name.asText()));
      terminal.print(
          String.join(
              "  ",
              difference.path("at").asText(),
              difference.path("question").asText(),
              difference.path("decision").asText(),
              difference.path("kind").asText(),
              String.join(",", names),
              terminal.faint(difference.path("candidate").asText())));
    }
  }
}

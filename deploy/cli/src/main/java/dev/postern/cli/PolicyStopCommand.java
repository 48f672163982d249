package dev.postern.cli;

import dev.postern.toolbox.policy.KillSwitch;
import dev.postern.toolbox.policy.Opa;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throws the kill switch. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Throws the kill switch: nothing of what is named is sent any more, and running answers end.",
      "What was stopped before stays stopped."
    })
final class PolicyStopCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Mixin private Stops stops = new Stops();

  @Spec private CommandSpec spec;

  PolicyStopCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    if (stops.none()) {
      throw new ParameterException(
          spec.commandLine(), "stop what? --all, --provider, --tenant or --user.");
    }
    Opa opa = checkout.postern().opa();
    KillSwitch before = opa.publisher().killSwitch();
    return new Spreading(terminal, opa).of(opa.publisher().publish(stops.addedTo(before)));
  }
}

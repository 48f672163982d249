package dev.postern.cli;

import dev.postern.toolbox.policy.KillSwitch;
import dev.postern.toolbox.policy.Opa;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Clears the kill switch. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {"Clears the kill switch for what is named; without options, for everything."})
final class PolicyResumeCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Mixin private Stops stops = new Stops();

  PolicyResumeCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    Opa opa = checkout.postern().opa();
    KillSwitch before = opa.publisher().killSwitch();
    KillSwitch after = stops.none() ? KillSwitch.OFF : stops.takenFrom(before);
    return new Spreading(terminal, opa).of(opa.publisher().publish(after));
  }
}

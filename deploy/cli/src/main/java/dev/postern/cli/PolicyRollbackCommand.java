package dev.postern.cli;

import dev.postern.toolbox.policy.Opa;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes back a policy. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes the content of an earlier policy again, under a new serial.",
      "It stays until another is published."
    })
final class PolicyRollbackCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(
      paramLabel = "SERIAL",
      description = "The serial it was published under: the first number of its revision.")
  private long serial;

  PolicyRollbackCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    Opa opa = checkout.postern().opa();
    return new Spreading(terminal, opa).of(opa.publisher().rollback(serial));
  }
}

package dev.postern.cli;

import dev.postern.toolbox.policy.Revision;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "For the security team: tests and builds the policy bundle.")
final class PolicyCommand implements Runnable {

  private final Terminal terminal;
  private final Checkout checkout;

  @Spec private CommandSpec spec;

  PolicyCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "test or build?");
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Checks, tests, coverage and lint of the Rego in policies/.")
  int test(
      @Option(
              names = "--write",
              description = "First write docs/compliance/controls.md and cases.md anew.")
          boolean write) {
    PolicyTests tests = new PolicyTests(checkout, terminal);
    if (write) {
      tests.writeDocuments();
    }
    return tests.pass() ? ExitCode.DONE : ExitCode.FAILED;
  }

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = {
        "Builds and signs the bundle under the next serial.",
        "A running OPA of this checkout loads it within seconds."
      })
  int build() throws IOException {
    Revision revision = checkout.postern().opa().publisher().publishPolicy();
    terminal.print(revision.toString());
    return ExitCode.DONE;
  }
}

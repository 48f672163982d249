package dev.postern.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyBuildCommand.class,
      PolicyApproveCommand.class,
      PolicyPublishCommand.class,
      PolicyRollbackCommand.class,
      PolicyReplayCommand.class,
      PolicyStopCommand.class,
      PolicyResumeCommand.class,
      PolicyShadowCommand.class,
      PolicyReviewsCommand.class,
      PolicyExplainCommand.class
    },
    description = "For the security team: tests, signs, publishes and rolls back what decides.")
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
    throw new ParameterException(
        spec.commandLine(),
        "test, build, approve, publish, rollback, replay, stop, resume, shadow, reviews or"
            + " explain?");
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
}

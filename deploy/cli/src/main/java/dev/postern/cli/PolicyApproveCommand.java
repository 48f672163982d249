package dev.postern.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a policy as one of two persons. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a bundle that \"policy build\" wrote, with a person's own key, into FILE.approvals.",
      "Where .postern/policy/signers holds a NAME.pub for each person who may, \"policy publish\" wants",
      "the signatures of two."
    })
final class PolicyApproveCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private Path file;

  @Option(names = "--signer", required = true, paramLabel = "NAME", description = "Who signs.")
  private String signer = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Their private key: P-256, PKCS #8, PEM.")
  private Path key;

  PolicyApproveCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    checkout.postern().opa().publisher().approve(file, signer, key);
    terminal.say("signed by " + signer);
    return ExitCode.DONE;
  }
}

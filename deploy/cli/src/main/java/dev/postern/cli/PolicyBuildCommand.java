package dev.postern.cli;

import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs the policy of the checkout. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Tests the policy of the checkout and signs it under the next serial.",
      "What does not pass \"policy test\" is not signed."
    })
final class PolicyBuildCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the bundle; else beside the published ones.")
  private @Nullable Path out;

  @Option(
      names = "--signer",
      paramLabel = "NAME",
      defaultValue = "security",
      description = "Who signs, as the audit log names them when it takes effect.")
  private String signer = "security";

  PolicyBuildCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    BundlePublisher.demandSigner(signer);
    if (!new PolicyTests(checkout, terminal).pass()) {
      terminal.complain("the policy is not signed: it does not pass its tests.");
      return ExitCode.FAILED;
    }
    Path file = out == null ? checkout.layout().home().resolve("policy/built.tar.gz") : out;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Revision revision = checkout.postern().opa().publisher().build(signer, file);
    terminal.say("written to " + file);
    terminal.print(revision.toString());
    return ExitCode.DONE;
  }
}

package dev.postern.cli;

import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Revision;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Publishes a policy. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Gives the bundle server a policy, which OPA takes within seconds.",
      "With FILE a bundle that \"policy build\" wrote; it stays until another is published.",
      "Without, the policy of the checkout, tested and signed first."
    })
final class PolicyPublishCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A signed bundle.")
  private @Nullable Path file;

  PolicyPublishCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    Opa opa = checkout.postern().opa();
    BundlePublisher publisher = opa.publisher();
    if (file == null && publisher.wantsApproval()) {
      terminal.complain("two persons have to sign: build, approve, then publish the file.");
      return ExitCode.FAILED;
    }
    if (file == null && !new PolicyTests(checkout, terminal).pass()) {
      terminal.complain("the policy is not published: it does not pass its tests.");
      return ExitCode.FAILED;
    }
    Revision revision = file == null ? publisher.publishPolicy() : publisher.publish(file);
    return new Spreading(terminal, opa).of(revision);
  }
}

package dev.postern.cli;

import dev.postern.cli.TestReports.Sum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "All tests: Rego, unit, integration on real parts, end to end.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:all passed", "1:some failed"})
final class TestCommand implements Callable<Integer> {

  enum VaultServer {
    EMBEDDED,
    HASHICORP
  }

  private final Terminal terminal;
  private final Checkout checkout;

  @Spec private CommandSpec spec;

  @Option(names = "--fast", description = "Without real parts, but for OPA, which tests the Rego.")
  private boolean fast;

  @Option(
      names = "--long",
      description =
          "Also what takes long: 200 rounds of kills of the log and its database, 1,000 of the"
              + " bridge.")
  private boolean longer;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "That many rounds of kills: with --long of the log and of the bridge, a few of the log"
              + " without.")
  private @Nullable Integer rounds;

  @Option(
      names = "--vault",
      paramLabel = "SERVER",
      defaultValue = "embedded",
      description =
          "embedded: vault or bao on PATH, else OpenBao. hashicorp: HashiCorp's own server, built"
              + " from its Go module (about ten minutes, once).")
  private VaultServer vault;

  TestCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSense();
    Instant start = Instant.now();
    boolean policies = new PolicyTests(checkout, terminal).pass();
    boolean java = verify();
    Sum sum = TestReports.since(checkout.root(), start);
    if (java && !fast) {
      markBuilt();
    }
    sum.failures().forEach(failure -> terminal.say(terminal.red("FAILED ") + failure));
    terminal.print(
        String.format(
            "%s: policies %s; Java: %d tests, %d failed, %d skipped, build %s; %d min %d s",
            policies && java ? terminal.green("PASSED") : terminal.red("FAILED"),
            policies ? "passed" : "failed",
            sum.tests(),
            sum.failures().size(),
            sum.skipped(),
            java ? "passed" : "failed",
            Duration.between(start, Instant.now()).toMinutes(),
            Duration.between(start, Instant.now()).toSecondsPart()));
    return policies && java ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void requireSense() {
    if (fast && (longer || rounds != null)) {
      throw new ParameterException(spec.commandLine(), "--fast runs nothing that takes long");
    }
    if (rounds != null && rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds is 1 or more");
    }
  }

  private boolean verify() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(checkout.maven());
    command.addAll(List.of("-B", "-ntp", "--fail-at-end", "verify"));
    if (fast) {
      command.add("-DskipITs");
    }
    if (longer) {
      command.add("-Dpostern.long=true");
    }
    if (rounds != null) {
      command.add("-Dpostern.long.rounds=" + rounds);
    }
    if (vault == VaultServer.HASHICORP) {
      command.add("-Dpostern.vault=hashicorp");
    }
    return new ProcessBuilder(command)
            .directory(checkout.root().toFile())
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }

  /** Tells the launcher that everything is built, from the sources it listed before the tests. */
  private void markBuilt() throws IOException {
    Path listed = checkout.root().resolve("target/built-all.next");
    if (Files.exists(listed)) {
      Files.move(listed, listed.resolveSibling("built-all"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

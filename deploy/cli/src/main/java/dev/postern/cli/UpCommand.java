package dev.postern.cli;

import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts everything that does not run yet and waits until it is ready.")
final class UpCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(
      names = "--accept-unwitnessed",
      description =
          "An operator's word, which is recorded: start the log although nobody outside says what"
              + " it held.")
  private boolean acceptUnwitnessed;

  UpCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    Postern postern = checkout.up(acceptUnwitnessed);
    terminal.say(terminal.green("up") + ": the bridge is at " + postern.addresses().bridge());
    terminal.say(
        "Relaxed for the demo: Vault's keys lie on this disk, Vault issues the users' tokens, the"
            + " tunnel is loopback, the log's witness is on this machine too.");
    return ExitCode.DONE;
  }
}

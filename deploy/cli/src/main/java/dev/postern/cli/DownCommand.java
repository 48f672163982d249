package dev.postern.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops everything; what was ingested and recorded stays.")
final class DownCommand implements Callable<Integer> {

  private final Checkout checkout;

  @Option(
      names = "--wipe",
      description = "Also remove all that running made: documents, log, keys, certificates.")
  private boolean wipe;

  DownCommand(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    checkout.postern().down(wipe);
    return ExitCode.DONE;
  }
}

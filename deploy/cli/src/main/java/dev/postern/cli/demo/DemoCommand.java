package dev.postern.cli.demo;

import dev.postern.cli.Checkout;
import dev.postern.cli.Terminal;
import dev.postern.toolbox.Postern;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./postern demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Sets everything up, ingests an invented hospital, asks, shows what left and what did not,"
          + " verifies the log and shows tampered copies being caught.",
      "Each step checks what it shows; the demo fails otherwise. Leaves everything running."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:each step proved what it shows", "1:one did not"})
public final class DemoCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(names = "--once", description = "Stop everything at the end.")
  private boolean once;

  public DemoCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      Postern postern = checkout.up();
      new Story(terminal, checkout, postern).tell();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      terminal.print("");
      terminal.print(
          terminal.green("Every step showed what it says") + ", in " + took.toSeconds() + " s.");
      if (!once) {
        goodbye(postern);
      }
      return 0;
    } catch (NotShown failure) {
      terminal.complain("the demo did not show what it says: " + failure.getMessage());
      return 1;
    } finally {
      if (once) {
        checkout.postern().down(false);
      }
    }
  }

  private void goodbye(Postern postern) {
    terminal.print("");
    terminal.print("It keeps running:");
    terminal.print("  bridge   " + postern.addresses().bridge() + "/q/openapi");
    terminal.print(
        "  indexer  " + postern.addresses().indexer() + " (operators' certificates only)");
    terminal.print("  audit    " + postern.addresses().audit() + "/checkpoint");
    terminal.print("  trust    " + postern.layout().caFile());
    terminal.print(
        "Users: cardiologist, oncologist (clinicians), analyst, reviewer, auditor, security.");
    terminal.print("Try:");
    terminal.print(
        "  ./postern ask \"What was decided about the mitral valve of Oksana Brightwater?\""
            + " --as cardiologist --purpose TREAT --show-disclosure");
    terminal.print(
        "  ./postern ask \"What are the treatments for Marfan syndrome?\" --as analyst --purpose HRESCH");
    terminal.print("  ./postern audit verify");
    terminal.print("./postern down stops it.");
  }
}

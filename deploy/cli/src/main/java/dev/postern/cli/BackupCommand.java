package dev.postern.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.backup.Backup;
import dev.postern.toolbox.backup.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a backup while everything runs: the three databases with the log's tiles, pins, policy"
          + " and secrets, each file with its SHA-256. The folder appears when it is whole.",
      "What opens content is kept apart, newest copy only, by the audit service itself: the"
          + " subjects' keys and Vault's snapshot. What witnesses remember is not in it."
    })
final class BackupCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is not there yet.")
  private Path out = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description =
          "Where the audit service keeps the newest copy of the keys from now on: on another disk,"
              + " in other hands. Once is enough.")
  private @Nullable Path keys;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  BackupCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    Backup.Taken taken = checkout.postern().backup(out, Optional.ofNullable(keys));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    boolean together = taken.keys().startsWith(checkout.layout().home());
    if (json) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      shown.put("backup", out.toString()).put("taken_at", taken.at().toString());
      shown.put("keys", taken.keys().toString()).put("bytes", taken.bytes());
      Steps.put(shown, taken.steps(), took);
      terminal.json(shown);
    } else {
      taken.steps().forEach(this::line);
      terminal.print(
          "%s in %s: %s, %,d bytes, as of %s"
              .formatted(
                  terminal.green("taken"), Steps.seconds(took), out, taken.bytes(), taken.at()));
      terminal.print("what opens its content: " + taken.keys().getParent());
    }
    if (together) {
      terminal.say(
          "the copy of the keys lies on the same disk as what it is a copy of: name another place"
              + " by --keys.");
    }
    return ExitCode.DONE;
  }

  private void line(Step step) {
    terminal.print(Steps.line(step));
  }
}

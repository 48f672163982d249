package dev.postern.cli;

import dev.postern.toolbox.process.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "The last lines of a part's log, or where all logs are.")
final class LogsCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(paramLabel = "PART", arity = "0..1", description = "As status names it.")
  private @Nullable String part;

  @Option(names = "--lines", defaultValue = "100", description = "How many (${DEFAULT-VALUE}).")
  private int lines;

  LogsCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    if (part == null) {
      for (Part each : checkout.postern().parts()) {
        terminal.print(String.format("%-14s %s", each.name(), each.log()));
      }
      return ExitCode.DONE;
    }
    Path log = checkout.postern().part(part).log();
    if (!Files.exists(log)) {
      terminal.complain(part + " has written no log yet.");
      return ExitCode.FAILED;
    }
    tail(log).forEach(terminal::print);
    return ExitCode.DONE;
  }

  private List<String> tail(Path log) throws IOException {
    // A log may hold bytes that are no UTF-8; a reader of its own replaces them.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
      ArrayDeque<String> last = new ArrayDeque<>();
      reader
          .lines()
          .forEach(
              line -> {
                if (last.size() == lines) {
                  last.removeFirst();
                }
                last.addLast(line);
              });
      return List.copyOf(last);
    }
  }
}

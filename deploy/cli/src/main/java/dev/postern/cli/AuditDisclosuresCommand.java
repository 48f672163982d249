package dev.postern.cli;

import dev.postern.cli.review.Refused;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "disclosures",
    mixinStandardHelpOptions = true,
    description = {
      "Accounts for the disclosures about one patient (45 CFR 164.528), at most six years back.",
      "The patient's identifier is asked for, or read as a line from standard input; it is never an"
          + " argument. Each look is recorded."
    })
final class AuditDisclosuresCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--authority",
      required = true,
      paramLabel = "NAME",
      description = "Who gave the identifier, such as st-aurelia/mrn.")
  private String authority;

  @Option(names = "--json", description = "JSON with series and exclusions instead of CSV.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it there instead of printing it.")
  private @Nullable Path out;

  @Mixin private ReviewPeriod period;
  @Mixin private Token token;
  @Mixin private AuditAddress audit;

  AuditDisclosuresCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ReviewPeriod.Moments moments = period.moments();
    String identifier = identifier();
    if (identifier == null || identifier.isBlank()) {
      terminal.complain("an identifier is needed, from a prompt or as a line of standard input");
      return ExitCode.USAGE;
    }
    try {
      byte[] accounting =
          audit
              .client(token.of())
              .disclosures(authority, identifier.strip(), moments.from(), moments.to(), json);
      write(accounting);
      return ExitCode.DONE;
    } catch (Refused refused) {
      terminal.complain(refused.problem().sentence());
      return ExitCode.of(refused.problem());
    }
  }

  private void write(byte[] accounting) throws IOException {
    if (out != null) {
      Files.write(out, accounting);
      terminal.say("written to " + out);
    } else {
      terminal.print(new String(accounting, StandardCharsets.UTF_8).stripTrailing());
    }
  }

  @SuppressWarnings(
      "SystemConsoleNull") // jdk.internal.io gives null where no console provider is there
  private static @Nullable String identifier() throws IOException {
    @Nullable Console console = System.console();
    if (console != null && console.isTerminal()) {
      char @Nullable [] typed = console.readPassword("Identifier (not shown): ");
      return typed == null ? null : new String(typed);
    }
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
  }
}

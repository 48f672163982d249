package dev.postern.cli;

import dev.postern.audit.log.SignedNote;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.services.LogRecovery;
import dev.postern.toolbox.services.LogRecovery.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "After a rollback of the log that cannot be undone: says what is lost and, when a person"
          + " confirms it, lets the log end and go on under a new name. The new log's first entry"
          + " names the old one's last checkpoint; both stay verifiable.",
      "First look for the newest copy of the log: entries that are lost here stay lost."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the log takes entries again",
      "1:there is nothing to recover from, or it failed",
      "2:not confirmed; nothing was changed"
    })
final class AuditRecoverCommand implements Callable<Integer> {

  private static final Pattern COUNTED = Pattern.compile("(.*)-([1-9][0-9]{0,8})");

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(
      names = "--confirm",
      paramLabel = "N",
      description = "The entries that the log had, as this command says them without it.")
  private @Nullable Long confirmed;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description = "The new log's name; by default the old one's with the next number.")
  private @Nullable String origin;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "The last checkpoint known of the log, where neither witness nor folder has it.")
  private @Nullable Path checkpoint;

  AuditRecoverCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    Postern postern = checkout.postern();
    LogRecovery recovery = postern.recovery();
    Loss loss =
        recovery.look(checkpoint == null ? null : SignedNote.parse(Files.readString(checkpoint)));
    String next = origin == null ? after(loss.origin()) : origin;
    terminal.say("refused      " + loss.difference());
    terminal.say(
        "remembered   " + loss.entries() + " entries of " + loss.origin() + ", by " + loss.place());
    terminal.say("left         " + loss.stored() + " entries");
    terminal.say("goes on as   " + next);
    if (confirmed == null || confirmed != loss.entries()) {
      terminal.complain(
          "nothing was changed. Whoever answers for the log confirms that it ends here:"
              + " ./postern audit recover --confirm "
              + loss.entries());
      return ExitCode.USAGE;
    }
    recovery.recover(loss, next);
    checkout.pinSuccessor(postern);
    terminal.say(
        terminal.green("recovered")
            + ": the log goes on as "
            + next
            + "; what is left of the old one: ./postern audit verify --ended "
            + (postern.pinnedLogs().names() - 1));
    return ExitCode.DONE;
  }

  /** The name with the next number. */
  static String after(String origin) {
    Matcher counted = COUNTED.matcher(origin);
    return counted.matches()
        ? counted.group(1) + "-" + (Long.parseLong(counted.group(2)) + 1)
        : origin + "-2";
  }
}

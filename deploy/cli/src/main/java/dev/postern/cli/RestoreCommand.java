package dev.postern.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.backup.Restore;
import dev.postern.toolbox.backup.Step;
import dev.postern.toolbox.services.LogRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup back, all of it or nothing, every file verified first, and starts it. The"
          + " newest copy of the keys counts, whatever the age of the backup: what was destroyed"
          + " since stays closed.",
      "The log proves itself against whoever remembers it, or is refused until a person decides."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:put back, and the log is proven to continue what is remembered of it",
      "1:nothing was put back, or the log is refused: the message says which"
    })
final class RestoreCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(names = "--from", required = true, paramLabel = "DIR", description = "The backup.")
  private Path from = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description =
          "Where the newest copy of the keys is kept, and goes on being kept; by default where it"
              + " was last.")
  private @Nullable Path keys;

  @Option(
      names = "--replace",
      description = "Move what is here aside; it comes back if putting back fails.")
  private boolean replace;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  RestoreCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    Instant began = Instant.now();
    Postern postern = checkout.postern();
    Restore.PutBack back = postern.restore(from, Optional.ofNullable(keys), replace);
    Optional<LogRefused> refused = start();
    Duration took = Duration.between(began, Instant.now());
    if (json) {
      json(back, refused, began, took);
    } else {
      lines(back, began, took);
    }
    refused.ifPresentOrElse(
        why -> terminal.complain(String.valueOf(why.getMessage())),
        () ->
            terminal.say(
                terminal.green("up") + ": the log continues what is remembered of it outside"));
    return refused.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private Optional<LogRefused> start() throws IOException {
    try {
      checkout.up();
      return Optional.empty();
    } catch (LogRefused refused) {
      return Optional.of(refused);
    }
  }

  private void lines(Restore.PutBack back, Instant began, Duration took) {
    back.steps().forEach(this::line);
    terminal.print(terminal.green("put back") + " in " + Steps.seconds(took) + " (recovery time)");
    terminal.print(
        "as of " + back.takenAt() + ", " + age(back.takenAt(), began) + " before (recovery point)");
    terminal.print("keys as of " + back.keysAt() + ", " + age(back.keysAt(), began) + " before");
    back.aside().ifPresent(aside -> terminal.print("what was here lies in " + aside));
  }

  private void line(Step step) {
    terminal.print(Steps.line(step));
  }

  private static String age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return age.toHours() < 1 ? age.toSeconds() + " s" : age.toHours() + " h";
  }

  private void json(
      Restore.PutBack back, Optional<LogRefused> refused, Instant began, Duration took) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("taken_at", back.takenAt().toString());
    shown.put("age_seconds", Duration.between(back.takenAt(), began).toSeconds());
    shown.put("keys_at", back.keysAt().toString());
    shown.put("aside", back.aside().map(Path::toString).orElse(null));
    shown.put("proven", refused.isEmpty());
    shown.put("refusal", refused.map(Throwable::getMessage).orElse(null));
    Steps.put(shown, back.steps(), took);
    terminal.json(shown);
  }
}

package dev.postern.audit.service.wiring;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.postgres.PostgresEndedLogs;
import dev.postern.runtime.boot.ServiceBoot.OwnersWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * An operator's word that a log ended and that another one is to continue it: {@code end-log
 * --checkpoint=FILE --pin=FILE --origin=NAME}. The checkpoint is the last one known of the log,
 * from a witness or wherever else it was kept; the pin holds the log's vkeys, from somewhere else
 * than the log. The service must not run. At its next start, under the new name, it writes a {@code
 * LOG_RECOVERY} that names the checkpoint before it accepts anything.
 */
record EndLog(SignedNote last, String next) implements OwnersWork {
  static final String COMMAND = "end-log";
  private static final List<String> OPTIONS = List.of("--checkpoint=", "--pin=", "--origin=");

  static EndLog parse(String... arguments) {
    var rest = List.of(arguments).subList(1, arguments.length);
    var values = OPTIONS.stream().map(option -> value(option, rest)).toList();
    if (rest.size() != OPTIONS.size()) {
      throw new IllegalArgumentException(COMMAND + " takes " + String.join("FILE ", OPTIONS));
    }
    try {
      var last = SignedNote.parse(Files.readString(Path.of(values.get(0))));
      var keys =
          Files.readAllLines(Path.of(values.get(1))).stream()
              .filter(line -> !line.isBlank())
              .map(NoteKey::parse)
              .toList();
      return of(last, keys, values.get(2));
    } catch (IOException e) {
      throw new IllegalArgumentException("a file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Refuses a checkpoint that the pinned key did not sign, and a name that is none. */
  static EndLog of(SignedNote last, List<NoteKey> pinned, String next) {
    var origin = Checkpoint.parse(last.text()).origin();
    var keys = pinned.stream().filter(key -> key.name().equals(origin)).toList();
    if (!(last.verify(keys) instanceof SignedNote.Verdict.Signed)) {
      throw new IllegalArgumentException("the pinned key did not sign the checkpoint");
    }
    if (!next.matches("[!-*,-~]{1,200}")) {
      throw new IllegalArgumentException("an origin has visible ASCII characters, and no +");
    }
    return new EndLog(last, next);
  }

  private static String value(String option, List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(COMMAND + " needs " + option));
  }

  @Override
  public String on(Connection owner) throws SQLException {
    int number = PostgresEndedLogs.end(owner, last, next);
    return Checkpoint.parse(last.text()).origin() + " ended as number " + number;
  }
}

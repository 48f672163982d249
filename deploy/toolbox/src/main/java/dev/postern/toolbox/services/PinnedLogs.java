package dev.postern.toolbox.services;

import dev.postern.audit.log.NoteKey;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that this Postern's log has had, by the pinned keys of each, oldest first. A log gets
 * another name only by a person's recovery; what it is called now is the name pinned last.
 */
public final class PinnedLogs {
  /** The name that the demo's log gives itself at first. */
  public static final String FIRST = "postern.example/audit/demo";

  private final Layout layout;

  public PinnedLogs(Layout layout) {
    this.layout = layout;
  }

  /** All keys, of all logs. */
  public List<NoteKey> keys() {
    if (!Files.exists(layout.pinnedLogs())) {
      return List.of();
    }
    return PrivateFile.read(layout.pinnedLogs())
        .lines()
        .filter(line -> !line.isBlank())
        .map(NoteKey::parse)
        .toList();
  }

  /** What the log is called now. */
  public String origin() {
    List<NoteKey> keys = keys();
    return keys.isEmpty() ? FIRST : keys.getLast().name();
  }

  /** How many logs there have been. */
  public int names() {
    return (int) keys().stream().map(NoteKey::name).distinct().count();
  }

  /** The keys of one log, one for each version. */
  public List<NoteKey> keys(String origin) {
    return keys().stream().filter(key -> key.name().equals(origin)).toList();
  }

  /** Pins the first log's keys; does nothing when any are pinned. */
  public void pinFirst(List<NoteKey> fresh) {
    if (keys().isEmpty()) {
      pin(fresh);
    }
  }

  /** From now on the log is called as these keys are. */
  public void pin(List<NoteKey> fresh) {
    List<String> lines = new ArrayList<>(keys().stream().map(NoteKey::vkey).toList());
    fresh.stream().map(NoteKey::vkey).filter(key -> !lines.contains(key)).forEach(lines::add);
    PrivateFile.write(layout.pinnedLogs(), String.join("\n", lines) + "\n");
  }
}

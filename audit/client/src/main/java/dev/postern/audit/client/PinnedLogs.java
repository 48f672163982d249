package dev.postern.audit.client;

import dev.postern.audit.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The logs that an operator lets a service append to, each by its keys. A log under a new origin is
 * an operator's decision: they add its key here, and nobody else does.
 */
@FunctionalInterface
public interface PinnedLogs {
  /** No log is ever followed. */
  PinnedLogs NONE = List::of;

  /**
   * Keys of all logs, old ones too.
   *
   * @throws IOException when they cannot be read
   */
  List<NoteKey> keys() throws IOException;

  /** A file with one vkey (C2SP signed-note) a line, read again each time it is needed. */
  static PinnedLogs in(Path file) {
    return () -> {
      try {
        return Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank())
            .map(NoteKey::parse)
            .toList();
      } catch (IllegalArgumentException e) {
        throw new IOException("a line of the pinned keys is no vkey", e);
      }
    };
  }
}

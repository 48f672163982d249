package dev.postern.cli.log;

import dev.postern.audit.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A log's keys as they were seen first, kept in a file as vkeys (C2SP signed-note). It is written
 * once: an operator adds a line when the log's key gets another version, and nobody else does.
 */
public final class PinnedKey {

  private PinnedKey() {}

  /**
   * Reads the pinned keys: a line for each version of the log's key, oldest first.
   *
   * @throws IOException if there is none, or a line is no Ed25519 vkey
   */
  public static List<NoteKey> readAll(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "no key is pinned in "
              + file
              + ": give the log's key with --key FILE, from somewhere else than the log.");
    }
    try {
      List<NoteKey> keys =
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank())
              .map(NoteKey::parse)
              .toList();
      if (keys.stream().map(NoteKey::name).distinct().count() != 1) {
        throw new IOException(file + " has to hold the keys of one log");
      }
      return keys;
    } catch (IllegalArgumentException malformed) {
      throw new IOException(file + " holds no vkey: " + malformed.getMessage(), malformed);
    }
  }

  /** The newest of the pinned keys. Fails as {@link #readAll}. */
  public static NoteKey read(Path file) throws IOException {
    return readAll(file).getLast();
  }

  /** Pins the keys unless some are pinned already. */
  public static void pin(Path file, List<NoteKey> keys) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, keys.stream().map(NoteKey::vkey).toList());
    }
  }
}

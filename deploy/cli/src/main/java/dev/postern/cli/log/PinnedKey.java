package dev.postern.cli.log;

import dev.postern.audit.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log's key as it was seen first, kept in a file as a vkey (C2SP signed-note). It is written
 * once: a log that signs with another key later is another log.
 */
public final class PinnedKey {

  private PinnedKey() {}

  /**
   * Reads a pinned key.
   *
   * @throws IOException if there is none, or the file holds no Ed25519 vkey
   */
  public static NoteKey read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "no key is pinned in "
              + file
              + ": give the log's key with --key FILE, from somewhere else than the log.");
    }
    try {
      return NoteKey.parse(Files.readString(file));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(file + " holds no vkey: " + malformed.getMessage(), malformed);
    }
  }

  /** Pins a key unless one is pinned already. */
  public static void pin(Path file, NoteKey key) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, key.vkey() + "\n");
    }
  }
}

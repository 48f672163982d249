package dev.postern.audit.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a log's files are read: a directory, a web server, a database. Nothing in it is trusted.
 */
@FunctionalInterface
public interface LogSource {
  /** The name of the signed checkpoint. */
  String CHECKPOINT = "checkpoint";

  /**
   * Reads a file.
   *
   * @param path {@link #CHECKPOINT} or a tile's path
   * @return its bytes, or nothing where there is no such file
   * @throws IOException when it is not known whether there is
   */
  Optional<byte[]> read(String path) throws IOException;

  /** A log in a directory. */
  static LogSource directory(Path root) {
    return path -> {
      try {
        return Optional.of(Files.readAllBytes(root.resolve(path)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    };
  }
}

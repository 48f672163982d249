package dev.postern.toolbox.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The pid and start time of a part, so that a stale file never leads to a stranger's process. */
final class PidFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  PidFile(Path file) {
    this.file = file;
  }

  void write(ProcessIdentity process) {
    PrivateFile.write(
        file,
        JSON.createObjectNode()
            .put("pid", process.pid())
            .put("started", process.started())
            .toString());
  }

  /** The process that this file was written for, if it still runs. */
  Optional<ProcessIdentity> running() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode content = JSON.readTree(file.toFile());
      return Optional.of(
              new ProcessIdentity(content.path("pid").asLong(), content.path("started").asText()))
          .filter(ProcessIdentity::alive);
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}

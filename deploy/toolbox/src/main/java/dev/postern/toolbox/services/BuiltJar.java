package dev.postern.toolbox.services;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The runnable jar of a module that is no Quarkus application. */
final class BuiltJar {
  private BuiltJar() {}

  static Path in(Path checkout, String module, String artifact) {
    Path folder = checkout.resolve(module).resolve("target");
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return files
          .filter(
              file -> file.getFileName().toString().matches(artifact + "-[^-]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new ToolboxException(
                      module
                          + " is not built: no jar in "
                          + folder
                          + "; './postern up' builds it"));
    } catch (IOException e) {
      throw new ToolboxException("cannot look into " + folder, e);
    }
  }
}

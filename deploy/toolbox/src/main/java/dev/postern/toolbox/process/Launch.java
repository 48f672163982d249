package dev.postern.toolbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a part is started.
 *
 * @param command program and arguments; no secret belongs here, everybody on the machine can read
 *     it
 * @param environment added to the caller's
 * @param directory working folder
 * @param marker an argument of the command that no other process on this machine has, usually the
 *     path of the configuration: an orphan of a killed run is known by it. Empty when the server
 *     finds its own orphans.
 */
public record Launch(
    List<String> command, Map<String, String> environment, Path directory, String marker) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || !(marker.isEmpty() || command.contains(marker))) {
      throw new IllegalArgumentException("a launch needs a command, and its marker in it");
    }
  }

  @Override
  public String toString() {
    return "Launch[" + command.getFirst() + "]";
  }
}

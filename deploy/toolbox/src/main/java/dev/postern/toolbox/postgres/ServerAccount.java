package dev.postern.toolbox.postgres;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The account that PostgreSQL runs as: it refuses root, so root hands it to an unprivileged one.
 */
sealed interface ServerAccount {
  /** The caller's own account. */
  record Own() implements ServerAccount {}

  /** Another account, entered by root. */
  record Other(String user, UserPrincipal principal) implements ServerAccount {}

  static ServerAccount choose() {
    if (!System.getProperty("user.name").equals("root")) {
      return new Own();
    }
    if (Command.onPath("setpriv").isEmpty()) {
      throw new MissingPrerequisite(
          "PostgreSQL refuses to run as root and 'setpriv' is missing to change the user: install util-linux, or run as an ordinary user.");
    }
    return Stream.of("postgres", "nobody")
        .flatMap(user -> lookup(user).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new MissingPrerequisite(
                    "PostgreSQL refuses to run as root and there is neither a user 'postgres' nor 'nobody': add one, or run as an ordinary user."));
  }

  private static Optional<ServerAccount> lookup(String user) {
    try {
      return Optional.of(
          new Other(
              user,
              FileSystems.getDefault()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName(user)));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** The command as this account runs it. */
  default List<String> command(List<String> command) {
    return switch (this) {
      case Own() -> command;
      case Other(String user, UserPrincipal ignored) -> {
        List<String> all =
            new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--clear-groups", "--"));
        all.addAll(command);
        yield all;
      }
    };
  }

  /** Gives a folder and all in it to this account, for itself alone. */
  default void own(Path folder) {
    if (this instanceof Other(String ignored, UserPrincipal principal)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.toList()) {
          Files.setOwner(file, principal);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot hand " + folder + " to PostgreSQL's user", e);
      }
    }
  }

  /** Whether this account can enter the folder. */
  default boolean reaches(Path folder) {
    return this instanceof Own || closedParents(folder).isEmpty();
  }

  /** Lets this account pass through (not list) the folders above {@code folder}. */
  default void open(Path folder, Progress progress) {
    if (this instanceof Own) {
      return;
    }
    for (Path closed : closedParents(folder)) {
      progress.say(
          "letting other users pass through "
              + closed
              + " so that PostgreSQL's user reaches its data");
      try {
        Set<PosixFilePermission> permissions = new TreeSet<>(Files.getPosixFilePermissions(closed));
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(closed, permissions);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open " + closed, e);
      }
    }
  }

  private static List<Path> closedParents(Path folder) {
    return Stream.iterate(folder.toAbsolutePath().getParent(), p -> p != null, Path::getParent)
        .filter(parent -> !passable(parent))
        .toList();
  }

  private static boolean passable(Path folder) {
    try {
      return Files.getFileAttributeView(folder, PosixFileAttributeView.class)
          .readAttributes()
          .permissions()
          .contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot examine " + folder, e);
    }
  }
}

package dev.postern.toolbox.backup;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.postern.toolbox.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of a Postern that are backed up as files. */
final class Folders {
  /** What was pinned, the policy that is in force and what signs it, logins and Vault's own key. */
  static final List<String> COPIED = List.of("pin", "policy", "secrets");

  /** What the parts make anew of these and of the databases, or must not find as it was. */
  static final List<String> MADE = List.of("data", "run", "tls", "config");

  private Folders() {}

  /** Copies them, as far as they are there. */
  static void copy(Path from, Path to) throws IOException {
    for (String name : COPIED) {
      if (Files.isDirectory(from.resolve(name))) {
        copyTree(from.resolve(name), to.resolve(name));
      }
    }
  }

  /** Whether there is a Postern that putting back another would overwrite. */
  static boolean taken(Layout layout) {
    return Files.exists(layout.data("postgres")) || Files.exists(layout.data("vault"));
  }

  /** Whether there is no file in any of them. */
  static boolean empty(Path home) throws IOException {
    for (String name : all()) {
      if (Files.isDirectory(home.resolve(name)) && holdsFile(home.resolve(name))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(Files::isRegularFile);
    }
  }

  /** Moves all of them, as far as they are there. */
  static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : all()) {
      if (Files.exists(from.resolve(name))) {
        Files.move(from.resolve(name), to.resolve(name));
      }
    }
  }

  static List<String> all() {
    return Stream.concat(MADE.stream(), COPIED.stream()).toList();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(there);
          Files.setPosixFilePermissions(there, Files.getPosixFilePermissions(file));
        } else {
          Files.copy(file, there, COPY_ATTRIBUTES, REPLACE_EXISTING);
        }
      }
    }
  }
}

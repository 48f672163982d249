package dev.postern.toolbox.backup;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with the newest copy of the subjects' keys and the newest snapshot of Vault, as the
 * audit service names them: {@code <kind>-<milliseconds>-<SHA-256>.<extension>}.
 */
record KeyFolder(Path folder) {
  static final String KEYS = "subject-keys";
  static final String VAULT = "vault";
  private static final Pattern NAME = Pattern.compile("(.+)-([0-9]{13})-([0-9a-f]{64})\\.([a-z]+)");

  /**
   * One of its files.
   *
   * @param number the time in milliseconds; a higher one is newer
   */
  record Copy(Path file, String kind, long number, String sha256) {
    Instant at() {
      return Instant.ofEpochMilli(number);
    }
  }

  /** The newest of a kind, if there is one. */
  Optional<Copy> find(String kind) throws IOException {
    return copies(kind).stream().max(Comparator.comparingLong(Copy::number));
  }

  /** The newest of a kind; its bytes are those of its name. */
  Copy newest(String kind) throws IOException {
    Copy newest =
        find(kind)
            .orElseThrow(
                () -> new ToolboxException("there is no copy " + kind + "-* in " + folder));
    if (!Manifest.sha256(newest.file()).equals(newest.sha256())) {
      throw new ToolboxException(
          newest.file() + " is damaged: its SHA-256 is not the one of its name");
    }
    return newest;
  }

  /** Takes a file in as the newest of its kind; the older ones go. */
  void add(String kind, String extension, Path file) throws IOException {
    long last = find(kind).map(Copy::number).orElse(0L);
    long number = Math.max(Instant.now().toEpochMilli(), last + 1);
    String name = "%s-%013d-%s.%s".formatted(kind, number, Manifest.sha256(file), extension);
    Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    for (Copy old : copies(kind)) {
      if (old.number() < number) {
        Files.deleteIfExists(old.file());
      }
    }
  }

  /** Removes all copies, where another folder has newer ones. */
  void clear() throws IOException {
    for (String kind : List.of(KEYS, VAULT)) {
      for (Copy copy : copies(kind)) {
        Files.deleteIfExists(copy.file());
      }
    }
  }

  private List<Copy> copies(String kind) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> copy(file).stream())
          .filter(copy -> copy.kind().equals(kind))
          .toList();
    }
  }

  private static Optional<Copy> copy(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Copy(file, name.group(1), Long.parseLong(name.group(2)), name.group(3)))
        : Optional.empty();
  }
}

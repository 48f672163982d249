package dev.postern.toolbox.tools;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fetched and built programs by name and version, shared by all checkouts of a user. An entry is
 * made in a folder of its own and renamed when complete, under a lock, so a killed or a second
 * program never sees half of one.
 */
public final class Cache {
  /** Fills a new entry. */
  @FunctionalInterface
  public interface Maker {
    void make(Path entry) throws IOException;
  }

  private final Path root;

  public Cache(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** {@code $XDG_CACHE_HOME/postern}, or {@code ~/.cache/postern}. */
  public static Cache ofUser() {
    Path base =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return new Cache(base.resolve("postern"));
  }

  /** The entry of this name, made first when there is none. */
  public Path entry(String name, Maker maker) {
    Path entry = root.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    try {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid() && !Files.isDirectory(entry)) {
          Path half = root.resolve(name + ".part");
          delete(half);
          maker.make(Files.createDirectories(half));
          Files.move(half, entry, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return entry;
    } catch (IOException e) {
      throw new ToolboxException("cannot keep " + name + " in " + root + ": " + e.getMessage(), e);
    }
  }

  /** Removes a folder and all in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

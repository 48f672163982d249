package dev.postern.audit.witness;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that are whole after a crash: on the disk before the caller goes on. */
final class Durable {
  private static final Set<OpenOption> NEW = Set.of(CREATE_NEW, WRITE);
  private static final Set<OpenOption> AGAIN = Set.of(CREATE, WRITE, TRUNCATE_EXISTING);

  private Durable() {}

  /** Writes a file that must not exist yet. */
  static void create(Path file, String text) throws IOException {
    write(file, text, NEW);
    forceFolder(file);
  }

  /** Replaces a file by another at once: whoever reads it sees the old or the new, whole. */
  static void replace(Path file, String text) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".next");
    write(next, text, AGAIN);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(file);
  }

  private static void write(Path file, String text, Set<OpenOption> options) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, options, ownerOnly)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void forceFolder(Path file) throws IOException {
    try (var folder = FileChannel.open(Objects.requireNonNull(file.getParent()), READ)) {
      folder.force(true);
    }
  }
}

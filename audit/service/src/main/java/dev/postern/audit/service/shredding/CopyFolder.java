package dev.postern.audit.service.shredding;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder that holds the newest copy of each kind and no older one, by the name {@code
 * <kind>-<number>-<SHA-256>.<extension>}: the number is the time in milliseconds, a higher one is
 * newer. A copy is on the disk under its name before the older ones go.
 */
final class CopyFolder {
  private static final Pattern NAME = Pattern.compile("(.+)-([0-9]{13})-[0-9a-f]{64}\\.[a-z]+");

  private final Path folder;
  private final InstantSource clock;

  CopyFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  private record Copy(Path file, String kind, long number) {}

  /** Writes what a copy holds. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  void keep(String kind, String extension, Content content) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("the folder is away");
    }
    var next = folder.resolve("." + kind + ".next");
    var hash = HexFormat.of().formatHex(write(next, content));
    var name = "%s-%013d-%s.%s".formatted(kind, number(kind), hash, extension);
    Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
    var all = copies(kind);
    for (var old : all.subList(0, all.size() - 1)) {
      Files.deleteIfExists(old.file());
    }
  }

  private static byte[] write(Path file, Content content) throws IOException {
    Files.deleteIfExists(file);
    var digest = sha256();
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, how, owner);
        var out =
            new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel)), digest)) {
      content.to(out);
      out.flush();
      channel.force(true);
    }
    return digest.digest();
  }

  /** A clock that goes back makes no copy older than the last. */
  private long number(String kind) throws IOException {
    var earlier = copies(kind);
    return Math.max(clock.millis(), earlier.isEmpty() ? 0 : earlier.getLast().number() + 1);
  }

  /** Oldest first. */
  private List<Copy> copies(String kind) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .flatMap(file -> copy(file).stream())
          .filter(copy -> copy.kind().equals(kind))
          .sorted(Comparator.comparingLong(Copy::number))
          .toList();
    }
  }

  private static Optional<Copy> copy(Path file) {
    var name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(new Copy(file, name.group(1), Long.parseLong(name.group(2))))
        : Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.postern.toolbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Files that only their owner may read (0600), replaced whole so that no reader sees half of one.
 */
public final class PrivateFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private PrivateFile() {}

  public static void write(Path file, String content) {
    try {
      Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
      Path next =
          Files.createTempFile(
              parent,
              "." + file.getFileName(),
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The secret kept in {@code file}, made of 128 random bits when there is none yet. */
  public static String secret(Path file) {
    if (!Files.exists(file)) {
      write(file, randomSecret());
    }
    return read(file);
  }

  public static String randomSecret() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

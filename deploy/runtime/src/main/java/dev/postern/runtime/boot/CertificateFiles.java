package dev.postern.runtime.boot;

import dev.postern.runtime.vault.IssuedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * {@code tls.crt}, {@code tls.key} and {@code ca.crt} in a folder that only this service's user may
 * enter. Each file is replaced whole; the certificate comes last, so that readers who see a new one
 * find its key.
 */
final class CertificateFiles {

  private final Path folder;

  CertificateFiles(Path folder) {
    this.folder = folder;
  }

  void write(IssuedCertificate issued) {
    try {
      Files.createDirectories(folder, permissions("rwx------"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      replace("ca.crt", joined(issued.authorities()));
      replace("tls.key", issued.privateKey().strip() + "\n");
      replace("tls.crt", joined(issued.chain()));
    } catch (IOException e) {
      throw new UncheckedIOException("the certificate files cannot be written", e);
    }
  }

  private void replace(String name, String content) throws IOException {
    Path fresh = folder.resolve(name + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel file =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(
        fresh,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String joined(List<String> pems) {
    StringBuilder text = new StringBuilder();
    pems.forEach(pem -> text.append(pem.strip()).append('\n'));
    return text.toString();
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}

package dev.postern.cli.indexer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * A {@code multipart/form-data} body (RFC 7578): text fields, then one file, streamed from disk.
 */
final class Multipart {

  private final String boundary = "postern-" + UUID.randomUUID();
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();

  Multipart field(String name, String value) {
    write("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n");
    write("Content-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n");
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Closes the body with the file as part {@code file}; read anew for each attempt. */
  BodyPublisher file(Path file) throws FileNotFoundException {
    if (!Files.isReadable(file)) {
      throw new FileNotFoundException(file + " cannot be read");
    }
    write(
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + quoted(file.getFileName().toString())
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    byte[] before = head.toByteArray();
    byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    return BodyPublishers.ofInputStream(() -> body(before, file, after));
  }

  private static InputStream body(byte[] before, Path file, byte[] after) {
    try {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(before),
                  Files.newInputStream(file),
                  new ByteArrayInputStream(after))));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private void write(String text) {
    head.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}

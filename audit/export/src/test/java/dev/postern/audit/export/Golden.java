package dev.postern.audit.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with the bytes kept under golden; what is written now lies under target/golden. */
public final class Golden {
  private Golden() {}

  public static void assertSame(String name, String now) {
    try {
      var written = Path.of("target", "golden", name);
      Files.createDirectories(written.getParent());
      Files.writeString(written, now);
      try (var kept = Golden.class.getResourceAsStream("/golden/" + name)) {
        assertEquals(
            kept == null ? "no file" : new String(kept.readAllBytes(), StandardCharsets.UTF_8),
            now,
            name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

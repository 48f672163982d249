package dev.postern.toolbox.backup;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final Instant TIME = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("audit.dump"), "abc");
    Files.createDirectory(folder.resolve("pin"));
    Files.writeString(folder.resolve("pin/logs.vkey"), "key\n");
    Manifest.of(folder, TIME, 18).write(folder);
  }

  @Test
  void itSaysEachFileWithItsSizeAndHash() throws IOException {
    assertEquals(
        """
        {
          "kind" : "postern-backup",
          "format" : 1,
          "taken_at" : "2026-11-28T12:00:00Z",
          "postgresql" : 18,
          "files" : {
            "audit.dump" : {
              "size" : 3,
              "sha256" : "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            },
            "pin/logs.vkey" : {
              "size" : 4,
              "sha256" : "f70c9a2d1e4f58fb0b35dc1b62ba5e05b20a9e0fdc96ae1d9d60e9e4a5e6b3a1"
            }
          }
        }
        """
            .replaceAll("f70c[0-9a-f]+", Manifest.sha256(folder.resolve("pin/logs.vkey"))),
        Files.readString(folder.resolve(Manifest.NAME)));
    var read = Manifest.read(folder);
    assertEquals(7, read.size());
    assertDoesNotThrow(() -> read.verify(folder));
  }

  @Test
  void whatIsMissingOrNotWhatWasWrittenIsNamed() throws IOException {
    var read = Manifest.read(folder);
    Files.writeString(folder.resolve("audit.dump"), "abd");
    says("audit.dump of the backup is damaged", () -> read.verify(folder));
    Files.writeString(folder.resolve("audit.dump"), "ab");
    says("audit.dump of the backup is damaged: 2 bytes", () -> read.verify(folder));
    Files.delete(folder.resolve("audit.dump"));
    says("the backup lacks audit.dump", () -> read.verify(folder));
  }

  @Test
  void whatIsNoBackupOfOursIsRefused() throws IOException {
    Path manifest = folder.resolve(Manifest.NAME);
    String good = Files.readString(manifest);
    Files.writeString(manifest, good.replace("postern-backup", "another-backup"));
    says(folder + " is no backup of a Postern", () -> Manifest.read(folder));
    Files.writeString(manifest, good.replace("\"format\" : 1", "\"format\" : 2"));
    says("is a backup of format 2, this Postern reads 1", () -> Manifest.read(folder));
    Files.writeString(manifest, good.substring(0, 40));
    says("is damaged: it is no JSON", () -> Manifest.read(folder));
    Files.writeString(manifest, good.replace("2026-11-28", "yesterday"));
    says("does not say when it was taken", () -> Manifest.read(folder));
    Files.writeString(manifest, good.replace("pin/logs.vkey", "../elsewhere"));
    var outside = Manifest.read(folder);
    says("names a file outside of it: ../elsewhere", () -> outside.verify(folder));
    Files.delete(manifest);
    says("is no backup, or one that was not finished", () -> Manifest.read(folder));
  }

  private static void says(String message, Executable work) {
    var refused = assertThrows(ToolboxException.class, work);
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }
}

package dev.postern.toolbox.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
  @TempDir private Path folder;

  @Test
  void theNewestCopyCountsAndOnlyIfItIsWhatWasWritten() throws IOException {
    Path old = copy(KeyFolder.KEYS, 1_000_000_000_001L, "old", "old");
    Path newest = copy(KeyFolder.KEYS, 1_000_000_000_002L, "new", "new");
    copy(KeyFolder.VAULT, 1_000_000_000_003L, "vault", "vault");
    Files.writeString(folder.resolve(".subject-keys.next"), "half");
    var keys = new KeyFolder(folder);
    assertEquals(newest, keys.newest(KeyFolder.KEYS).file());
    Files.writeString(newest, "net");
    // The older one holds keys that were destroyed since: it is no way out.
    assertThrows(ToolboxException.class, () -> keys.newest(KeyFolder.KEYS));
    Files.delete(newest);
    assertEquals(old, keys.newest(KeyFolder.KEYS).file());
    Files.delete(old);
    assertThrows(ToolboxException.class, () -> keys.newest(KeyFolder.KEYS));
  }

  @Test
  void aCopyThatIsTakenInIsTheNewestAndTheOnlyOne() throws IOException {
    copy(KeyFolder.VAULT, 9_000_000_000_001L, "from a clock that is ahead", "x");
    Path next = Files.writeString(folder.resolve(".next"), "snapshot");
    var keys = new KeyFolder(folder);
    keys.add(KeyFolder.VAULT, "snapshot", next);
    assertEquals("snapshot", Files.readString(keys.newest(KeyFolder.VAULT).file()));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  private Path copy(String kind, long number, String content, String hashed) throws IOException {
    Path hash = Files.writeString(folder.resolve("hash"), hashed);
    String name = "%s-%013d-%s.csv".formatted(kind, number, Manifest.sha256(hash));
    Files.delete(hash);
    return Files.writeString(folder.resolve(name), content);
  }
}

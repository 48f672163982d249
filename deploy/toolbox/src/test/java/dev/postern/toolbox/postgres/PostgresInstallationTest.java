package dev.postern.toolbox.postgres;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresInstallationTest {
  @TempDir Path folder;

  @Test
  void onlyAVectorExtensionThatIsNewEnoughCounts() throws IOException {
    assertFalse(PostgresInstallation.hasVector(folder.resolve("absent.control")));
    assertFalse(PostgresInstallation.hasVector(control("0.8.3")));
    assertTrue(PostgresInstallation.hasVector(control("0.8.4")));
    assertTrue(PostgresInstallation.hasVector(control("0.10.0")));
    assertTrue(PostgresInstallation.hasVector(control("1.0")));
  }

  @Test
  void aFolderThatIsNoServerIsPassedOver() {
    assertTrue(PostgresInstallation.examine(folder).isEmpty());
  }

  private Path control(String version) throws IOException {
    return Files.writeString(
        folder.resolve("vector.control"),
        "comment = 'vector data type'\ndefault_version = '" + version + "'\nrelocatable = true\n");
  }
}

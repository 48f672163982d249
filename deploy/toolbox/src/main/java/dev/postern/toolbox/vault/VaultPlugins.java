package dev.postern.toolbox.vault;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Wheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes the PostgreSQL plugin known to a server that was built without it. */
final class VaultPlugins {
  static final String POSTGRESQL = "postgresql-database-plugin";

  private final VaultClient vault;

  VaultPlugins(VaultClient vault) {
    this.vault = vault;
  }

  void register(VaultProgram program) {
    program
        .plugins()
        .ifPresent(
            folder ->
                vault.post(
                    "sys/plugins/catalog/database/" + POSTGRESQL,
                    Map.of("command", POSTGRESQL, "sha256", hash(folder))));
  }

  private static String hash(Path folder) {
    try {
      return Wheel.sha256(folder.resolve(POSTGRESQL));
    } catch (IOException e) {
      throw new ToolboxException("cannot read Vault's PostgreSQL plugin in " + folder, e);
    }
  }
}

package dev.postern.toolbox.vault;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.postgres.PostgreSQL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything Postern needs in a Vault, by the API that HashiCorp Vault and OpenBao share. Every
 * step may be repeated.
 */
final class Provisioning {
  private final VaultClient vault;
  private final Layout layout;

  Provisioning(VaultClient vault, Layout layout) {
    this.vault = vault;
    this.layout = layout;
  }

  void run(PostgreSQL server, List<Account> accounts, String issuer, Duration leaseLife) {
    Path secrets = layout.secrets("vault");
    auth("approle");
    auth("userpass");
    mount("database", Map.of("type", "database"));
    mount("pki", Map.of("type", "pki"));
    mount("transit", Map.of("type", "transit"));
    mount("kv", Map.of("type", "kv", "options", Map.of("version", "2")));
    new AppRoles(vault, secrets).ensure();
    new DatabaseLogins(vault, server, leaseLife).ensure();
    new Authority(vault, layout).ensure();
    new Accounts(vault, secrets).ensure(accounts, issuer);
    key("checkpoint", "ed25519");
    key("patient-handle", "aes256-gcm96");
    key("payload", "aes256-gcm96");
    key("conversation", "aes256-gcm96");
    provider("azure", file -> Map.of("api_key", PrivateFile.secret(file)));
    provider(
        "bedrock",
        file ->
            Map.of(
                "access_key_id",
                Vault.BEDROCK_KEY_ID,
                "secret_access_key",
                PrivateFile.secret(file)));
    provider("local", file -> Map.of("api_key", PrivateFile.secret(file)));
  }

  private void auth(String type) {
    if (!vault.get("sys/auth").path("data").has(type + "/")) {
      vault.post("sys/auth/" + type, Map.of("type", type));
    }
  }

  private void mount(String path, Map<String, ?> definition) {
    if (!vault.get("sys/mounts").path("data").has(path + "/")) {
      vault.post("sys/mounts/" + path, definition);
    }
  }

  private void key(String name, String type) {
    if (vault.find("transit/keys/" + name).isEmpty()) {
      vault.post("transit/keys/" + name, Map.of("type", type));
    }
  }

  /** What a simulated provider asks for, kept where both sides find it. */
  private void provider(String name, Function<Path, Map<String, String>> secret) {
    String path = "kv/data/providers/" + name;
    if (vault.find(path).isEmpty()) {
      Path file = layout.secrets("vault").resolve("provider-" + name + ".key");
      vault.post(path, Map.of("data", secret.apply(file)));
    }
  }
}

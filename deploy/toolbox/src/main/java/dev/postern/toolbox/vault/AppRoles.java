package dev.postern.toolbox.vault;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One AppRole and one policy of the same name per service; role id and secret id as files that only
 * their owner reads.
 */
final class AppRoles {
  static final List<String> NAMES =
      List.of(
          "audit",
          "audit-migrate",
          "indexer",
          "indexer-migrate",
          "bridge",
          "bridge-migrate",
          "simulator");

  private final VaultClient vault;
  private final Path folder;

  AppRoles(VaultClient vault, Path folder) {
    this.vault = vault;
    this.folder = folder;
  }

  void ensure() {
    policy("person");
    for (String name : NAMES) {
      policy(name);
      // Periodic: a lease lives no longer than the token that took it. Services renew theirs.
      long hours = name.equals("simulator") ? Authority.UNATTENDED_HOURS : 24;
      vault.post(
          "auth/approle/role/" + name,
          Map.of(
              "token_policies",
              List.of(name),
              "token_period",
              hours + "h",
              "secret_id_num_uses",
              0,
              "secret_id_ttl",
              "0"));
      credentials(name);
    }
  }

  static Path roleIdFile(Path folder, String name) {
    return folder.resolve(name + ".role-id");
  }

  static Path secretIdFile(Path folder, String name) {
    return folder.resolve(name + ".secret-id");
  }

  private void credentials(String name) {
    String role = "auth/approle/role/" + name;
    PrivateFile.write(
        roleIdFile(folder, name),
        vault.get(role + "/role-id").path("data").path("role_id").asText());
    Path secret = secretIdFile(folder, name);
    if (!Files.exists(secret) || !known(role, PrivateFile.read(secret))) {
      PrivateFile.write(
          secret,
          vault.post(role + "/secret-id", Map.of()).path("data").path("secret_id").asText());
    }
  }

  private boolean known(String role, String secretId) {
    try {
      return !vault.post(role + "/secret-id/lookup", Map.of("secret_id", secretId)).isNull();
    } catch (VaultRefused unknown) {
      return false;
    }
  }

  private void policy(String name) {
    try (InputStream in = AppRoles.class.getResourceAsStream(name + ".hcl")) {
      if (in == null) {
        throw new ToolboxException("no policy " + name + ".hcl among the toolbox's resources");
      }
      vault.put(
          "sys/policies/acl/" + name,
          Map.of("policy", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new ToolboxException("cannot read policy " + name, e);
    }
  }
}

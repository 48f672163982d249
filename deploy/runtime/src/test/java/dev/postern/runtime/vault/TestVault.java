package dev.postern.runtime.vault;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.RealParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An AppRole of these tests' own in the real Vault, with lives short enough to see them end. */
public final class TestVault {

  private static final String ROLE = "runtime-test";
  private static final String POLICY =
      """
      path "kv/data/providers/azure"        { capabilities = ["read"] }
      path "database/creds/runtime-test"    { capabilities = ["read"] }
      path "pki/issue/runtime-test"         { capabilities = ["update"] }
      path "transit/sign/checkpoint"        { capabilities = ["update"] }
      path "transit/keys/checkpoint"        { capabilities = ["read"] }
      path "transit/hmac/patient-handle/*"  { capabilities = ["update"] }
      path "transit/encrypt/payload"        { capabilities = ["update"] }
      path "transit/decrypt/payload"        { capabilities = ["update"] }
      path "transit/datakey/plaintext/payload" { capabilities = ["update"] }
      """;

  private final RealParts parts;
  private final VaultAccess access;

  /**
   * Creates or changes the role.
   *
   * @param folder for the role id and secret id files
   * @param tokenLife first life of the session's token, which ends after thrice that
   * @param leaseLife first life of a database login, which ends after thrice that
   */
  public TestVault(RealParts parts, Path folder, Duration tokenLife, Duration leaseLife) {
    this.parts = parts;
    var root = parts.vault().root();
    root.put("sys/policies/acl/" + ROLE, Map.of("policy", POLICY));
    root.post(
        "auth/approle/role/" + ROLE,
        Map.of(
            "token_policies", ROLE,
            "token_ttl", tokenLife.toSeconds() + "s",
            "token_max_ttl", tokenLife.multipliedBy(3).toSeconds() + "s"));
    root.post(
        "database/roles/" + ROLE,
        Map.of(
            "db_name",
            "postgres",
            "creation_statements",
            "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN"
                + " ROLE audit_app",
            "default_ttl",
            leaseLife.toSeconds() + "s",
            "max_ttl",
            leaseLife.multipliedBy(3).toSeconds() + "s"));
    root.post(
        "pki/roles/" + ROLE,
        Map.of(
            "allow_any_name",
            true,
            "enforce_hostnames",
            false,
            "key_type",
            "ec",
            "ttl",
            "6s",
            "max_ttl",
            "1h"));
    Path roleId = folder.resolve("role-id");
    Path secretId = folder.resolve("secret-id");
    String path = "auth/approle/role/" + ROLE;
    PrivateFile.write(roleId, root.get(path + "/role-id").path("data").path("role_id").asText());
    PrivateFile.write(
        secretId, root.post(path + "/secret-id", Map.of()).path("data").path("secret_id").asText());
    this.access =
        new VaultAccess(
            parts.vault().address(),
            parts.layout().caFile(),
            roleId,
            secretId,
            Duration.ofSeconds(3));
  }

  public VaultAccess access() {
    return access;
  }

  public String role() {
    return ROLE;
  }

  public RealParts parts() {
    return parts;
  }
}

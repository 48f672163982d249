package dev.postern.toolbox.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.PrivateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * People: userpass logins, entities that carry role and organisation, groups, and the OIDC role
 * whose tokens say all three. The role is entity metadata, so the token's groups are only what
 * documents name.
 */
final class Accounts {
  /** Audience of the tokens and name of the OIDC role. */
  static final String AUDIENCE = "postern";

  private static final String CLAIMS =
      """
      {"name": {{identity.entity.name}},
       "organisation": {{identity.entity.metadata.organisation}},
       "roles": [{{identity.entity.metadata.role}}],
       "groups": {{identity.entity.groups.names}}}
      """;

  private final VaultClient vault;
  private final Path passwords;

  Accounts(VaultClient vault, Path passwords) {
    this.vault = vault;
    this.passwords = passwords;
  }

  void ensure(List<Account> accounts, String issuer) {
    String userpass =
        vault.get("sys/auth").path("data").path("userpass/").path("accessor").asText();
    Map<String, List<String>> members = new TreeMap<>();
    for (Account account : accounts) {
      String entity = ensure(account, userpass);
      account
          .groups()
          .forEach(group -> members.computeIfAbsent(group, none -> new ArrayList<>()).add(entity));
    }
    members.forEach(
        (group, entities) ->
            vault.post("identity/group/name/" + group, Map.of("member_entity_ids", entities)));
    vault.post("identity/oidc/config", Map.of("issuer", issuer));
    vault.post(
        "identity/oidc/key/postern",
        Map.of(
            "allowed_client_ids",
            List.of("*"),
            "verification_ttl",
            "24h",
            "rotation_period",
            "24h",
            "algorithm",
            "RS256"));
    vault.post(
        "identity/oidc/role/" + AUDIENCE,
        Map.of("key", "postern", "client_id", AUDIENCE, "ttl", "1h", "template", CLAIMS));
  }

  private String ensure(Account account, String userpass) {
    vault.post(
        "auth/userpass/users/" + account.name(),
        Map.of(
            "password",
            password(account.name()),
            "token_policies",
            List.of("person"),
            "token_ttl",
            "15m"));
    vault.post(
        "identity/entity/name/" + account.name(),
        Map.of("metadata", Map.of("organisation", account.organisation(), "role", account.role())));
    String entity =
        vault.get("identity/entity/name/" + account.name()).path("data").path("id").asText();
    vault.post(
        "identity/entity-alias",
        Map.of("name", account.name(), "canonical_id", entity, "mount_accessor", userpass));
    return entity;
  }

  /** A new identity token of this person: an RS256 JWT, good for an hour. */
  String token(String name) {
    JsonNode login = vault.post("auth/userpass/login/" + name, Map.of("password", password(name)));
    VaultClient person = vault.withToken(login.path("auth").path("client_token").asText());
    String token =
        person.get("identity/oidc/token/" + AUDIENCE).path("data").path("token").asText();
    person.post("auth/token/revoke-self", Map.of());
    return token;
  }

  private String password(String name) {
    return PrivateFile.secret(passwords.resolve("user-" + name + ".password"));
  }
}

package dev.postern.toolbox.vault;

import dev.postern.toolbox.postgres.PostgreSQL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Vault's database engine: leased logins, each a member of one group role and gone with its lease.
 */
final class DatabaseLogins {
  private final VaultClient vault;
  private final PostgreSQL server;
  private final Duration life;

  DatabaseLogins(VaultClient vault, PostgreSQL server, Duration life) {
    this.vault = vault;
    this.server = server;
    this.life = life;
  }

  void ensure() {
    vault.post(
        "database/config/postgres",
        Map.of(
            "plugin_name",
            "postgresql-database-plugin",
            "allowed_roles",
            List.of("*"),
            "connection_url",
            "postgresql://{{username}}:{{password}}@127.0.0.1:"
                + server.port()
                + "/postgres?sslmode=disable",
            "username",
            PostgreSQL.VAULT_LOGIN,
            "password",
            server.vaultPassword(),
            "password_authentication",
            "scram-sha-256"));
    service("audit", "audit");
    service("indexer", "index");
    service("bridge", "bridge");
    Duration unattended = Duration.ofHours(Authority.UNATTENDED_HOURS);
    role("simulator", "audit_lookup", unattended, unattended, List.of());
  }

  private void service(String service, String database) {
    role(service, database + "_app", life, life.multipliedBy(24), List.of());
    // What a migration makes belongs to the owner role, not to a login that ends with its lease.
    role(
        service + "-owner",
        database + "_owner",
        life,
        life.multipliedBy(24),
        List.of("ALTER ROLE \"{{name}}\" SET role " + database + "_owner"));
  }

  private void role(
      String name, String group, Duration first, Duration longest, List<String> further) {
    List<String> creation = new ArrayList<>();
    creation.add(
        "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE "
            + group
            + " INHERIT");
    creation.addAll(further);
    vault.post(
        "database/roles/" + name,
        Map.of(
            "db_name",
            "postgres",
            "creation_statements",
            creation,
            "revocation_statements",
            List.of(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{{name}}'",
                "DROP ROLE IF EXISTS \"{{name}}\""),
            "default_ttl",
            first.toSeconds() + "s",
            "max_ttl",
            longest.toSeconds() + "s"));
  }
}

package dev.postern.toolbox.services;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service's external configuration: what depends on this machine and this checkout. Everything
 * else is the default in its own application.properties. No secret is in it, only the files that
 * hold them.
 */
final class ServiceProperties {
  /**
   * For a workspace whose gateway logs the header with the intent's id; the simulator takes any.
   */
  private static final String USAGE =
      "ApiManagementGatewayLogs"
          + " | project time = TimeGenerated,"
          + " client_request_id = tostring(RequestHeaders['x-ms-client-request-id']),"
          + " provider_request_id = CorrelationId";

  private final Layout layout;
  private final Ports ports;
  private final PostgreSQL postgres;
  private final Vault vault;

  ServiceProperties(Layout layout, Ports ports, PostgreSQL postgres, Vault vault) {
    this.layout = layout;
    this.ports = ports;
    this.postgres = postgres;
    this.vault = vault;
  }

  Map<String, String> of(Service service) {
    Map<String, String> all = common(service);
    all.putAll(
        switch (service) {
          case AUDIT -> audit();
          case INDEXER -> indexer();
          case BRIDGE -> bridge();
        });
    return all;
  }

  private Map<String, String> common(Service service) {
    String id = service.id();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("postern.service", id);
    all.put("postern.instance", id + "-1");
    all.put("postern.profile", "demo");
    all.put("postern.state-dir", layout.run(id).toString());
    all.put("postern.logs.json", "false");
    all.put("postern.vault.address", vault.address().toString());
    all.put("postern.vault.ca-file", layout.caFile().toString());
    all.put("postern.vault.role-id-file", vault.roleIdFile(id).toString());
    all.put("postern.vault.secret-id-file", vault.secretIdFile(id).toString());
    all.put("postern.vault.migrate-role-id-file", vault.roleIdFile(id + "-migrate").toString());
    all.put("postern.vault.migrate-secret-id-file", vault.secretIdFile(id + "-migrate").toString());
    all.put("postern.pki.role", id);
    all.put("postern.pki.common-name", id + ".postern.internal");
    all.put("postern.database.url", postgres.jdbcUrl(service.database()));
    all.put("postern.database.role", id);
    all.put("postern.database.owner-role", id + "-owner");
    all.put("postern.oidc.issuer", vault.issuer());
    all.put("postern.oidc.audience", vault.audience());
    all.put("postern.oidc.max-token-life", "1h");
    all.put("postern.https.port", Integer.toString(ports.of(id)));
    all.put("postern.management.port", Integer.toString(ports.of(id + "-management")));
    return all;
  }

  private Map<String, String> audit() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("audit.origin", new PinnedLogs(layout).origin());
    all.put("audit.unsigned-limit", "60s");
    all.put("audit.checkpoint.folder", layout.checkpoints().toString());
    all.put("audit.keys.folder", layout.keys().toString());
    all.put("audit.keys.vault-snapshot", "true");
    if (Files.exists(Witness.vkey(layout))) {
      all.put("audit.witness.demo.url", https("witness"));
      all.put("audit.witness.demo.vkey", PrivateFile.read(Witness.vkey(layout)).strip());
      all.put("audit.witness.demo.ca-file", Witness.certificate(layout).toString());
    }
    return all;
  }

  private Map<String, String> indexer() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("indexer.audit.url", https("audit"));
    all.put("indexer.audit.pin", layout.pinnedLogs().toString());
    all.put(
        "indexer.parser.home",
        layout.checkout().resolve("onprem-indexer/parser/target").toString());
    all.put(
        "indexer.parser.java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return all;
  }

  private Map<String, String> bridge() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("bridge.indexer.url", https("indexer"));
    all.put("bridge.audit.url", https("audit"));
    all.put("bridge.audit.pin", layout.pinnedLogs().toString());
    all.put("bridge.opa.url", https("opa"));
    // Nobody listens there until a candidate is wanted.
    all.put("bridge.opa.shadow.url", https("shadow"));
    all.putAll(route("azure-eu", "azure-openai", "/openai/v1", "providers/azure"));
    all.put("bridge.routes.azure-eu.region", "westeurope");
    all.put("bridge.routes.azure-eu.model", "gpt-4o");
    all.put("bridge.routes.azure-eu.agreements", "baa-2026-01");
    all.put("bridge.routes.azure-eu.price.input", "2.50");
    all.put("bridge.routes.azure-eu.price.output", "10.00");
    all.put("bridge.routes.azure-eu.price.currency", "EUR");
    String usage = "bridge.routes.azure-eu.usage.";
    all.put(
        usage + "url", "https://127.0.0.1:" + ports.of("simulator") + "/v1/workspaces/demo/query");
    all.put(usage + "query", USAGE);
    all.put(usage + "key-path", "providers/azure");
    all.putAll(route("bedrock-eu", "amazon-bedrock", "", "providers/bedrock"));
    all.put("bridge.routes.bedrock-eu.region", "eu-central-1");
    all.put("bridge.routes.bedrock-eu.model", "anthropic.claude-sonnet-4-5-20250929-v1:0");
    all.put("bridge.routes.bedrock-eu.agreements", "baa-2026-02");
    all.putAll(route("local", "on-premises", "/v1", "providers/local"));
    all.put("bridge.routes.local.region", "on-premises");
    all.put("bridge.routes.local.model", "llama-3.3-70b");
    all.put("bridge.routes.local.agreements", "house-2026-01");
    all.put("bridge.routes.local.networks", "127.0.0.0/8");
    all.put("bridge.tunnel.interface", "lo");
    all.put("bridge.tunnel.networks", "127.0.0.0/8");
    return all;
  }

  private Map<String, String> route(String name, String provider, String path, String keyPath) {
    String route = "bridge.routes." + name + ".";
    return Map.of(
        route + "provider",
        provider,
        // By address: every address of the name has to be inside the route's networks, and
        // localhost may be ::1 too.
        route + "base-url",
        "https://127.0.0.1:" + ports.of("simulator") + path,
        route + "ca-file",
        layout.caFile().toString(),
        route + "key-path",
        keyPath);
  }

  private String https(String part) {
    return "https://localhost:" + ports.of(part);
  }
}

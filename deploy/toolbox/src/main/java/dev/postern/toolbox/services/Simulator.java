package dev.postern.toolbox.services;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.vault.Vault;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated cloud provider: its certificate, its API key, and a read-only login of its own to
 * look into the log.
 */
public final class Simulator implements Server {
  private static final String ID = "simulator";
  private static final String CONTROL = "simulator-control";

  private final Layout layout;
  private final Ports ports;
  private final PostgreSQL postgres;
  private final Vault vault;
  private final Map<String, String> overrides;
  private final Part part;

  /**
   * @param overrides settings that replace or add to the usual ones
   */
  public Simulator(
      Layout layout,
      Ports ports,
      PostgreSQL postgres,
      Vault vault,
      Map<String, String> overrides,
      Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.postgres = postgres;
    this.vault = vault;
    this.overrides = Map.copyOf(overrides);
    this.part = new Part(ID, layout, this, progress);
  }

  public Part part() {
    return part;
  }

  public URI address() {
    return URI.create("https://localhost:" + ports.of(ID));
  }

  /** Its side door for tests and demo, plain HTTP: what arrived, and faults to play. */
  public URI control() {
    return URI.create("http://127.0.0.1:" + ports.of(CONTROL));
  }

  /** Every request that arrived, as it arrived. */
  public Path records() {
    return layout.run(ID).resolve("records");
  }

  @Override
  public Launch launch() {
    ports.free(ID);
    ports.free(CONTROL);
    Path file = layout.config(ID);
    PropertiesFile.write(file, properties());
    return new Launch(
        JavaCommand.of(
            layout,
            ID,
            "128m",
            List.of(
                "-jar",
                BuiltJar.in(layout.checkout(), "deploy/simulator", "deploy-simulator").toString(),
                file.toString())),
        Map.of(),
        layout.run(ID),
        file.toString());
  }

  @Override
  public boolean answers() {
    return Probe.accepts(ports.of(ID));
  }

  private Map<String, String> properties() {
    JsonNode login = vault.service(ID).get("database/creds/" + ID).path("data");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("simulator.port", Integer.toString(ports.of(ID)));
    all.put("simulator.control-port", Integer.toString(ports.of(CONTROL)));
    all.put("simulator.tls-cert", layout.tls(ID).resolve("tls.crt").toString());
    all.put("simulator.tls-key", layout.tls(ID).resolve("tls.key").toString());
    all.put("simulator.record-dir", records().toString());
    all.put("simulator.api-key-file", vault.providerKeyFile().toString());
    all.put("simulator.bedrock.region", "eu-central-1");
    all.put("simulator.bedrock.access-key-id", Vault.BEDROCK_KEY_ID);
    all.put(
        "simulator.bedrock.secret-access-key-file", vault.providerKeyFile("bedrock").toString());
    all.put("simulator.bedrock.models", "anthropic.claude-sonnet-4-5-20250929-v1:0");
    all.put("simulator.local.key-file", vault.providerKeyFile("local").toString());
    all.put("simulator.local.models", "llama-3.3-70b");
    all.put("simulator.lookup.jdbc-url", postgres.jdbcUrl("audit"));
    all.put("simulator.lookup.user", login.path("username").asText());
    all.put("simulator.lookup.password", login.path("password").asText());
    all.putAll(overrides);
    return all;
  }
}

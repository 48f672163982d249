package dev.postern.e2e;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.policy.Rates;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One running Postern for all tests of this JVM: the real parts, the three services, the simulator,
 * and a relay on each of the bridge's two ways out, to the log and to the provider.
 */
final class Hospital {

  /** Seconds after which unsigned entries stop intents; the default is 60. */
  static final int UNSIGNED_LIMIT_SECONDS = 5;

  private static final class Holder {
    private static final Hospital SHARED = start();
  }

  private final Postern postern;
  private final Settings settings;
  private final Relay auditRelay;
  private final Relay providerRelay;
  private final Bridge bridge;
  private final Ingestion ingestion;
  private final Cloud cloud;
  private final OtlpReceiver traces;

  private Hospital(
      Postern postern,
      Settings settings,
      Relay auditRelay,
      Relay providerRelay,
      OtlpReceiver traces) {
    this.traces = traces;
    this.settings = settings;
    this.postern = postern;
    this.auditRelay = auditRelay;
    this.providerRelay = providerRelay;
    this.bridge = new Bridge(postern.addresses().bridge(), postern.sslContext());
    this.ingestion = new Ingestion(postern.addresses().indexer(), postern.operatorSslContext());
    this.cloud = new Cloud(postern.ports().of("simulator-control"));
  }

  /** Started at first use, with the sample documents indexed; stopped when the JVM ends. */
  static Hospital shared() {
    return Holder.SHARED;
  }

  private static Hospital start() {
    Path checkout = checkout();
    Path home = checkout.resolve("deploy/e2e/target/postern");
    // What an earlier build left may not fit this one.
    Postern.at(checkout, home, Settings.DEMO, Progress.stderr()).down(true);
    Ports ports = new Ports(new Layout(checkout, home).ports());
    Relay audit = Relay.to(ports.of("audit"));
    Relay provider = Relay.to(ports.of("simulator"));
    OtlpReceiver traces = OtlpReceiver.start();
    Settings settings =
        Settings.DEMO
            .learningStarts()
            .with("audit", "postern.logs.json", "true")
            .with("indexer", "postern.logs.json", "true")
            .with("bridge", "postern.logs.json", "true")
            .with("audit", "postern.otlp.endpoint", traces.endpoint())
            .with("indexer", "postern.otlp.endpoint", traces.endpoint())
            .with("bridge", "postern.otlp.endpoint", traces.endpoint())
            .with("audit", "audit.unsigned-limit", UNSIGNED_LIMIT_SECONDS + "s")
            .with("bridge", "bridge.audit.url", "https://localhost:" + audit.port())
            .with(
                "bridge",
                "bridge.routes.azure-eu.base-url",
                "https://localhost:" + provider.port() + "/openai/v1");
    Postern postern = Postern.at(checkout, home, settings, Progress.stderr());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> postern.down(false)));
    postern.opa().publisher().tables(Rates.upTo(1_000_000));
    postern.up();
    Hospital hospital = new Hospital(postern, settings, audit, provider, traces);
    Samples.indexAll(hospital.ingestion);
    return hospital;
  }

  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    boolean module = folder.endsWith(Path.of("deploy", "e2e"));
    return module ? folder.resolve("../..").normalize() : folder;
  }

  Postern postern() {
    return postern;
  }

  Settings settings() {
    return settings;
  }

  Relay auditRelay() {
    return auditRelay;
  }

  Relay providerRelay() {
    return providerRelay;
  }

  Bridge bridge() {
    return bridge;
  }

  Ingestion ingestion() {
    return ingestion;
  }

  Cloud cloud() {
    return cloud;
  }

  OtlpReceiver traces() {
    return traces;
  }

  String token(String account) {
    return postern.token(account);
  }

  /** How many calls ended so. */
  long outcomes(String status) {
    String sql =
        "SELECT count(*) FROM leaf WHERE type = 'EGRESS_OUTCOME'"
            + " AND convert_from(leaf, 'UTF8')::jsonb #>> '{outcome,status}' = ?";
    try (Connection connection = postern.database("audit").getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, status);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The types of a question's entries in the log, in their order. */
  List<String> entries(String question) {
    List<String> types = new ArrayList<>();
    String sql = "SELECT type FROM leaf WHERE question_id = ?::uuid ORDER BY idx";
    try (Connection connection = postern.database("audit").getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, question);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          types.add(row.getString(1));
        }
      }
      return types;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.postern.simulator;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the simulator listens and what it believes.
 *
 * @param port HTTPS, as the provider
 * @param controlPort plain HTTP on loopback, for tests and the demo; 0 takes any
 * @param tlsCertificate PEM chain
 * @param tlsKey PEM private key
 * @param recordFolder for everything that arrives
 * @param apiKey the one key that opens it
 * @param models deployments it has
 * @param lookup where intents are looked up; empty in tests without an audit log
 */
public record SimulatorSettings(
    String host,
    int port,
    int controlPort,
    Path tlsCertificate,
    Path tlsKey,
    Path recordFolder,
    String apiKey,
    List<String> models,
    Optional<Lookup> lookup) {

  /** A login that may read the view {@code log_lookup} and nothing else. */
  public record Lookup(String jdbcUrl, String user, String password) {

    @Override
    public String toString() {
      return "Lookup[" + jdbcUrl + "]";
    }
  }

  public SimulatorSettings {
    models = List.copyOf(models);
    if (apiKey.isBlank()) {
      throw new IllegalArgumentException("simulator.api-key is empty");
    }
  }

  /** Reads a properties file. */
  public static SimulatorSettings read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return new SimulatorSettings(
        properties.getProperty("simulator.host", "127.0.0.1"),
        Integer.parseInt(required(properties, "simulator.port")),
        Integer.parseInt(properties.getProperty("simulator.control-port", "0")),
        Path.of(required(properties, "simulator.tls-cert")),
        Path.of(required(properties, "simulator.tls-key")),
        Path.of(required(properties, "simulator.record-dir")),
        apiKey(properties),
        List.of(properties.getProperty("simulator.models", "gpt-4o").split("\\s*,\\s*")),
        lookup(properties));
  }

  private static String apiKey(Properties properties) throws IOException {
    @Nullable String file = properties.getProperty("simulator.api-key-file");
    return file == null
        ? required(properties, "simulator.api-key")
        : Files.readString(Path.of(file)).strip();
  }

  private static Optional<Lookup> lookup(Properties properties) {
    @Nullable String url = properties.getProperty("simulator.lookup.jdbc-url");
    return url == null
        ? Optional.empty()
        : Optional.of(
            new Lookup(
                url,
                required(properties, "simulator.lookup.user"),
                required(properties, "simulator.lookup.password")));
  }

  private static String required(Properties properties, String key) {
    @Nullable String value = properties.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("the setting " + key + " is missing");
    }
    return value;
  }

  @Override
  public String toString() {
    return "SimulatorSettings[port=" + port + "]";
  }
}

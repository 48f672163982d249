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
 * @param apiKey the one key that opens Azure OpenAI
 * @param models deployments it has
 * @param bedrock Amazon Bedrock, if it is simulated too
 * @param entra Entra ID's token endpoint, if there is one
 * @param local a model on premises, if there is one
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
    Optional<Bedrock> bedrock,
    Optional<Entra> entra,
    Optional<Local> local,
    Optional<Lookup> lookup) {

  /** A Region with models, and the one key that may call them. */
  public record Bedrock(
      String region, String accessKeyId, String secretAccessKey, List<String> models) {

    public Bedrock {
      models = List.copyOf(models);
    }

    @Override
    public String toString() {
      return "Bedrock[" + region + "]";
    }
  }

  /** The one application that gets tokens. */
  public record Entra(String tenant, String clientId, String clientSecret) {

    @Override
    public String toString() {
      return "Entra[" + tenant + "]";
    }
  }

  /** A model on premises and its key. */
  public record Local(String key, List<String> models) {

    public Local {
      models = List.copyOf(models);
    }

    @Override
    public String toString() {
      return "Local[]";
    }
  }

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
        secret(properties, "simulator.api-key"),
        list(properties.getProperty("simulator.models", "gpt-4o")),
        bedrock(properties),
        entra(properties),
        local(properties),
        lookup(properties));
  }

  private static List<String> list(String joined) {
    return List.of(joined.split("\\s*,\\s*"));
  }

  /** From the file that {@code key-file} names, or else from the property itself. */
  private static String secret(Properties properties, String key) throws IOException {
    @Nullable String file = properties.getProperty(key + "-file");
    return file == null ? required(properties, key) : Files.readString(Path.of(file)).strip();
  }

  private static Optional<Bedrock> bedrock(Properties properties) throws IOException {
    @Nullable String region = properties.getProperty("simulator.bedrock.region");
    return region == null
        ? Optional.empty()
        : Optional.of(
            new Bedrock(
                region,
                required(properties, "simulator.bedrock.access-key-id"),
                secret(properties, "simulator.bedrock.secret-access-key"),
                list(required(properties, "simulator.bedrock.models"))));
  }

  private static Optional<Entra> entra(Properties properties) throws IOException {
    @Nullable String tenant = properties.getProperty("simulator.entra.tenant");
    return tenant == null
        ? Optional.empty()
        : Optional.of(
            new Entra(
                tenant,
                required(properties, "simulator.entra.client-id"),
                secret(properties, "simulator.entra.client-secret")));
  }

  private static Optional<Local> local(Properties properties) throws IOException {
    @Nullable String models = properties.getProperty("simulator.local.models");
    return models == null
        ? Optional.empty()
        : Optional.of(new Local(secret(properties, "simulator.local.key"), list(models)));
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

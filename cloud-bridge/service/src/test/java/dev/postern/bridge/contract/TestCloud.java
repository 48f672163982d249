package dev.postern.bridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.Network;
import dev.postern.bridge.endpoint.PinnedTrust;
import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.simulator.Simulator;
import dev.postern.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509ExtendedTrustManager;

/** The simulated cloud in this process: every provider behind one certificate. */
public final class TestCloud implements AutoCloseable {
  public static final String KEY = "the-right-key";
  public static final String REGION = "eu-central-1";
  public static final String AZURE_MODEL = "gpt-4o";
  public static final String BEDROCK_MODEL = "anthropic.claude-sonnet-4-5-20250929-v1:0";
  public static final String LOCAL_MODEL = "llama-3.3-70b";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Simulator simulator;
  private final List<X509Certificate> certificates;
  private final HttpClient control =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param keys where its certificate and key are; made once, they take longer than most tests
   * @param folder where it keeps what arrives
   */
  public TestCloud(Path keys, Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.certificates = Pem.certificates(keys.resolve("tls.crt"));
    this.simulator =
        Simulator.start(
            new SimulatorSettings(
                "127.0.0.1",
                0,
                0,
                keys.resolve("tls.crt"),
                keys.resolve("tls.key"),
                folder.resolve("records"),
                KEY,
                List.of(AZURE_MODEL),
                Optional.of(
                    new SimulatorSettings.Bedrock(REGION, "AKIDTEST", KEY, List.of(BEDROCK_MODEL))),
                Optional.of(new SimulatorSettings.Entra("tenant", "client", KEY)),
                Optional.of(new SimulatorSettings.Local(KEY, List.of(LOCAL_MODEL))),
                Optional.empty()),
            Clock.systemUTC());
  }

  /** The cloud under this path, on loopback. */
  public Endpoint endpoint(String path) {
    return endpoint(path, "127.0.0.0/8", Set.of());
  }

  public Endpoint endpoint(String path, String network, Set<String> pins) {
    return endpoint(simulator.port(), path, network, pins);
  }

  /** As the cloud's, but another server on this machine with the same certificate. */
  public Endpoint endpointAt(int port, String path) {
    return endpoint(port, path, "127.0.0.0/8", Set.of());
  }

  private Endpoint endpoint(int port, String path, String network, Set<String> pins) {
    return new Endpoint(
        URI.create("https://127.0.0.1:" + port + path),
        List.of(Network.parse(network)),
        new PinnedTrust(trust(), pins));
  }

  private X509ExtendedTrustManager trust() {
    try {
      return ReloadingTls.trustManager(certificates);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pin of its own key. */
  public String pin() {
    return PinnedTrust.pin(certificates.getFirst());
  }

  /** What arrived, oldest first. */
  public JsonNode arrivals() throws IOException, InterruptedException {
    return JSON.readTree(call("GET", "/_simulator/requests", "")).path("requests");
  }

  /** How many connections were ever made. */
  public int connections() throws IOException, InterruptedException {
    return JSON.readTree(call("GET", "/_simulator/requests", "")).path("connections").asInt();
  }

  /** Headers and body of an arrival. */
  public String request(int number) throws IOException {
    Path file =
        folder.resolve("records").resolve(String.format(Locale.ROOT, "%04d.request", number));
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  public void fault(String json) throws IOException, InterruptedException {
    String set = call("PUT", "/_simulator/faults", json);
    if (set.contains("error")) {
      throw new IllegalArgumentException(set);
    }
  }

  private String call(String method, String path, String body)
      throws IOException, InterruptedException {
    URI at = URI.create("http://127.0.0.1:" + simulator.controlPort() + path);
    return control
        .send(
            HttpRequest.newBuilder(at)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    simulator.close();
  }
}

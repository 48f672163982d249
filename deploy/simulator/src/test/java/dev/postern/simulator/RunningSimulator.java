package dev.postern.simulator;

import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A simulator with a certificate of its own, and the clients that trust it. */
final class RunningSimulator implements AutoCloseable {

  static final String KEY = "the-right-key";
  static final SimulatorSettings.Bedrock BEDROCK =
      new SimulatorSettings.Bedrock(
          "eu-central-1",
          "AKIDSIMULATED",
          KEY,
          List.of("anthropic.claude-sonnet-4-5-20250929-v1:0"));
  static final SimulatorSettings.Entra ENTRA = new SimulatorSettings.Entra("tenant", "client", KEY);

  private final Simulator simulator;
  private final SSLContext tls;
  private final X509TrustManager trust;
  private final HttpClient http;

  RunningSimulator(Path folder, Optional<SimulatorSettings.Lookup> lookup)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(folder.resolve("tls.crt"))) {
      SelfSigned.write(folder);
    }
    this.simulator =
        Simulator.start(
            new SimulatorSettings(
                "127.0.0.1",
                0,
                0,
                folder.resolve("tls.crt"),
                folder.resolve("tls.key"),
                folder.resolve("records"),
                KEY,
                List.of("gpt-4o"),
                Optional.of(BEDROCK),
                Optional.of(ENTRA),
                Optional.of(new SimulatorSettings.Local(KEY, List.of("llama-3.3-70b"))),
                lookup),
            Clock.systemUTC());
    this.trust = trusting(folder.resolve("tls.crt"));
    this.tls = SSLContext.getInstance("TLS");
    this.tls.init(null, new X509TrustManager[] {trust}, null);
    this.http = HttpClient.newBuilder().sslContext(tls).build();
  }

  private static X509TrustManager trusting(Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "simulator", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  int port() {
    return simulator.port();
  }

  X509TrustManager trust() {
    return trust;
  }

  OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("https://localhost:" + simulator.port() + "/openai/v1")
        .azureUrlPathMode(AzureUrlPathMode.UNIFIED)
        .credential(AzureApiKeyCredential.create(key))
        .sslSocketFactory(tls.getSocketFactory())
        .trustManager(trust)
        .maxRetries(0)
        .build();
  }

  HttpResponse<String> post(String path, String contentType, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + simulator.port() + path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  String control(String method, String path, String body) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.controlPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
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

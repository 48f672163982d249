package dev.postern.bridge.azure;

import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The official client for one route: no retries, no redirects, no proxy, no telemetry, no log. The
 * key is read anew for each call; a changed key makes a new client over the same connections.
 */
final class AzureRoute {
  /**
   * Shorter than providers, their load balancers (60 s and more) and tunnels keep a silent
   * connection: a question that meets a dropped one fails, because nothing is sent twice.
   */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int IDLE_CONNECTIONS = 5;

  private final URI base;
  private final Duration answerWithin;
  private final Supplier<String> key;
  private final ReceiptGate gate;
  private final OkHttpClient http;
  private @Nullable Keyed current;

  private record Keyed(String key, OpenAIClient client) {
    @Override
    public String toString() {
      return "Keyed[]";
    }
  }

  AzureRoute(String name, AzureOpenAi.Endpoint endpoint, Duration answerWithin, Clock clock) {
    this.base = endpoint.base();
    this.answerWithin = answerWithin;
    this.key = endpoint.key();
    this.gate = new ReceiptGate(name, clock);
    this.http =
        new OkHttpClient.Builder()
            .sslSocketFactory(sockets(endpoint.trust()), endpoint.trust())
            .protocols(List.of(Protocol.HTTP_1_1))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
            .addInterceptor(gate.beforeConnecting())
            .addNetworkInterceptor(gate.beforeWriting())
            .build();
  }

  private static SSLSocketFactory sockets(X509TrustManager trust) {
    try {
      SSLContext tls = SSLContext.getInstance("TLSv1.3");
      tls.init(null, new TrustManager[] {trust}, null);
      return tls.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS 1.3", e);
    }
  }

  ReceiptGate gate() {
    return gate;
  }

  synchronized OpenAIClient client() {
    String now = key.get();
    Keyed known = current;
    if (known == null || !known.key().equals(now)) {
      known = new Keyed(now, build(now));
      current = known;
    }
    return known.client();
  }

  private OpenAIClient build(String apiKey) {
    Timeout timeout =
        Timeout.builder()
            .connect(Duration.ofSeconds(5))
            .read(answerWithin)
            .write(Duration.ofSeconds(10))
            .request(answerWithin)
            .build();
    return OpenAIOkHttpClient.builder()
        .okHttpClient(http)
        .baseUrl(base.toString())
        .azureUrlPathMode(AzureUrlPathMode.UNIFIED)
        .credential(AzureApiKeyCredential.create(apiKey))
        .timeout(timeout)
        .maxRetries(0)
        .disableTelemetry(true)
        .logLevel(LogLevel.OFF)
        // Azure's first chunk holds filter results only, its other fields are empty strings.
        .responseValidation(false)
        .build();
  }
}

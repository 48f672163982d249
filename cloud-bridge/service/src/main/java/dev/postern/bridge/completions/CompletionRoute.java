package dev.postern.bridge.completions;

import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.credential.BearerTokenCredential;
import com.openai.credential.Credential;
import dev.postern.bridge.disclosure.Waiting;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.Gate;
import dev.postern.bridge.endpoint.PinnedHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The official client for one route: no retries, no redirects, no proxy, no telemetry, no log. The
 * key is read anew for each call; a changed key makes a new client over the same connections.
 */
final class CompletionRoute {
  /**
   * Shorter than providers, their load balancers (60 s and more) and tunnels keep a silent
   * connection: a question that meets a dropped one fails, because nothing is sent twice.
   */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int IDLE_CONNECTIONS = 5;

  private final Server server;
  private final Duration answerWithin;
  private final Clock clock;
  private final Gate gate;
  private final OkHttpClient http;
  private @Nullable Opened current;

  private record Opened(Server.Secret by, OpenAIClient client) {
    @Override
    public String toString() {
      return "Opened[]";
    }
  }

  CompletionRoute(String name, Server server, Duration answerWithin, Clock clock) {
    this.server = server;
    this.answerWithin = answerWithin;
    this.clock = clock;
    this.gate = new Gate(name, clock);
    Endpoint endpoint = server.endpoint();
    ReceiptGate receipts = new ReceiptGate(gate, server.intentHeader());
    this.http =
        PinnedHttp.to(endpoint)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
            .addInterceptor(receipts.beforeConnecting())
            .addNetworkInterceptor(receipts.beforeWriting())
            .build();
  }

  Server server() {
    return server;
  }

  Gate gate() {
    return gate;
  }

  synchronized OpenAIClient client() {
    Server.Secret now = server.secret().get();
    Opened known = current;
    if (known == null || !known.by().equals(now)) {
      known = new Opened(now, build(now));
      current = known;
    }
    return known.client();
  }

  /** What lets a call end when nobody waits any more. Nought would be no limit to the client. */
  RequestOptions within(Waiting waiting) {
    Duration left = waiting.left(clock.instant(), answerWithin);
    return RequestOptions.builder()
        .timeout(timeout(left.isZero() ? Duration.ofMillis(1) : left))
        .build();
  }

  private static Timeout timeout(Duration answerWithin) {
    return Timeout.builder()
        .connect(Duration.ofSeconds(5))
        .read(answerWithin)
        .write(Duration.ofSeconds(10))
        .request(answerWithin)
        .build();
  }

  private OpenAIClient build(Server.Secret secret) {
    return OpenAIOkHttpClient.builder()
        .okHttpClient(http)
        .baseUrl(server.endpoint().base().toString())
        .azureUrlPathMode(server.paths())
        .credential(credential(secret))
        .timeout(timeout(answerWithin))
        .maxRetries(0)
        .disableTelemetry(true)
        .logLevel(LogLevel.OFF)
        // Azure's first chunk holds filter results only, its other fields are empty strings.
        .responseValidation(false)
        .build();
  }

  private static Credential credential(Server.Secret secret) {
    return switch (secret) {
      case Server.Secret.ApiKey key -> AzureApiKeyCredential.create(key.key());
      case Server.Secret.Bearer bearer -> BearerTokenCredential.create(bearer.token());
    };
  }
}

package dev.postern.bridge.azure;

import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.PinnedSockets;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * A client for rare requests to one endpoint: what it connects to is held against the endpoint when
 * the socket is opened. No redirects, no proxy, no retries, no connection kept.
 */
final class PinnedClient {

  private PinnedClient() {}

  /**
   * @param within longest time of a whole call
   */
  static OkHttpClient to(Endpoint endpoint, Duration within) {
    return new OkHttpClient.Builder()
        .dns(endpoint::resolve)
        .socketFactory(new PinnedSockets(endpoint))
        .sslSocketFactory(endpoint.trust().context().getSocketFactory(), endpoint.trust())
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(within)
        .callTimeout(within)
        .build();
  }
}

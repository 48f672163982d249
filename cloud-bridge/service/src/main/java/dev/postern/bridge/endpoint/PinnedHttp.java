package dev.postern.bridge.endpoint;

import java.net.Proxy;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * HTTP to one endpoint: what it connects to is held against the endpoint when the socket is opened.
 * No redirects, no proxy, no retries.
 */
public final class PinnedHttp {

  private PinnedHttp() {}

  /** A client to be completed: its patience and its connections are its user's. */
  public static OkHttpClient.Builder to(Endpoint endpoint) {
    return new OkHttpClient.Builder()
        .dns(endpoint::resolve)
        .socketFactory(new PinnedSockets(endpoint))
        .sslSocketFactory(endpoint.trust().context().getSocketFactory(), endpoint.trust())
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false);
  }
}

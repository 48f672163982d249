package dev.postern.bridge.azure;

import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.PinnedHttp;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** A client for rare requests to one endpoint: no connection is kept. */
final class RareRequests {

  private RareRequests() {}

  /**
   * @param within longest time of a whole call
   */
  static OkHttpClient to(Endpoint endpoint, Duration within) {
    return PinnedHttp.to(endpoint)
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(within)
        .callTimeout(within)
        .build();
  }
}

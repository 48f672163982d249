package dev.postern.bridge.completions;

import dev.postern.bridge.endpoint.Gate;
import dev.postern.bridge.endpoint.Gate.Passage;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * Stands in the transport twice. Before a connection is opened it refuses a request without a
 * fitting receipt, so that no socket is touched; on the connection, per attempt, it uses the
 * receipt up over the very bytes that follow, so that no request byte is written without it.
 */
final class ReceiptGate {
  private final Gate gate;
  private final String intentHeader;

  ReceiptGate(Gate gate, String intentHeader) {
    this.gate = gate;
    this.intentHeader = intentHeader;
  }

  /** For {@code OkHttpClient.Builder.addInterceptor}. */
  Interceptor beforeConnecting() {
    return chain -> {
      Passage passage = passage(chain.request());
      passage.endedBy(chain.call()::cancel);
      byte[] body = bytes(chain.request());
      if (!passage.fits(body)) {
        throw refused();
      }
      return chain.proceed(with(chain.request(), body));
    };
  }

  /** For {@code OkHttpClient.Builder.addNetworkInterceptor}. */
  Interceptor beforeWriting() {
    return chain -> {
      Passage passage = passage(chain.request());
      byte[] body = bytes(chain.request());
      if (!passage.use(body) || !passage.leaving()) {
        throw refused();
      }
      return proceed(chain, body);
    };
  }

  private static Response proceed(Interceptor.Chain chain, byte[] body) throws IOException {
    Response response = chain.proceed(with(chain.request(), body));
    // OkHttp would ask once more by itself where a 503 says "at once".
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  private Passage passage(Request request) throws IOException {
    String intent = request.header(intentHeader);
    if (intent == null) {
      throw new IOException("no receipt");
    }
    return gate.of(intent).orElseThrow(() -> new IOException("no receipt"));
  }

  private static IOException refused() {
    return new IOException("receipt refused");
  }

  private static byte[] bytes(Request request) throws IOException {
    RequestBody body = request.body();
    if (body == null) {
      throw new IOException("no body");
    }
    try (Buffer buffer = new Buffer()) {
      body.writeTo(buffer);
      return buffer.readByteArray();
    }
  }

  private static Request with(Request request, byte[] body) {
    RequestBody own = request.body();
    RequestBody fixed = RequestBody.create(body, own == null ? null : own.contentType());
    return request.newBuilder().method(request.method(), fixed).build();
  }
}

package dev.postern.bridge.azure;

import dev.postern.audit.client.Receipt;
import dev.postern.audit.client.ReceiptUse;
import dev.postern.audit.log.Hash;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  static final String INTENT = "x-ms-client-request-id";

  private final Map<String, Passage> expected = new ConcurrentHashMap<>();
  private final String route;
  private final Clock clock;

  ReceiptGate(String route, Clock clock) {
    this.route = route;
    this.clock = clock;
  }

  /** Expects one request that carries the intent's id. Closing it forgets the receipt. */
  Passage expect(Receipt receipt) {
    Passage passage = new Passage(receipt);
    if (expected.putIfAbsent(receipt.entryId().toString(), passage) != null) {
      throw new IllegalStateException("this receipt is expected already");
    }
    return passage;
  }

  /** For {@code OkHttpClient.Builder.addInterceptor}. */
  Interceptor beforeConnecting() {
    return chain -> {
      Passage passage = passage(chain.request());
      byte[] body = bytes(chain.request());
      if (!fits(passage.receipt, body)) {
        throw passage.refuse();
      }
      return chain.proceed(with(chain.request(), body));
    };
  }

  /** For {@code OkHttpClient.Builder.addNetworkInterceptor}. */
  Interceptor beforeWriting() {
    return chain -> {
      Passage passage = passage(chain.request());
      byte[] body = bytes(chain.request());
      ReceiptUse use = passage.receipt.consume(Hash.sha256(body), route, clock.instant());
      return switch (use) {
        case ReceiptUse.Granted ignored -> proceed(chain, passage, body);
        case ReceiptUse.Refused ignored -> throw passage.refuse();
      };
    };
  }

  private static Response proceed(Interceptor.Chain chain, Passage passage, byte[] body)
      throws IOException {
    passage.state = State.GRANTED;
    return chain.proceed(with(chain.request(), body));
  }

  private boolean fits(Receipt receipt, byte[] body) {
    return receipt.bodySha256().equals(Hash.sha256(body))
        && receipt.route().equals(route)
        && clock.instant().isBefore(receipt.sendBy());
  }

  private Passage passage(Request request) throws IOException {
    String intent = request.header(INTENT);
    if (intent != null) {
      Passage passage = expected.get(intent);
      if (passage != null) {
        return passage;
      }
    }
    throw new IOException("no receipt");
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

  /** How far a request came. */
  enum State {
    WAITING,
    REFUSED,
    GRANTED
  }

  /** One expected request. */
  final class Passage implements AutoCloseable {
    private final Receipt receipt;
    private volatile State state = State.WAITING;

    private Passage(Receipt receipt) {
      this.receipt = receipt;
    }

    State state() {
      return state;
    }

    private IOException refuse() {
      if (state == State.WAITING) {
        state = State.REFUSED;
      }
      return new IOException("receipt refused");
    }

    @Override
    public void close() {
      expected.remove(receipt.entryId().toString(), this);
    }
  }
}

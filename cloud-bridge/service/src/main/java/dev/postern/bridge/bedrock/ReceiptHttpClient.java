package dev.postern.bridge.bedrock;

import dev.postern.bridge.endpoint.Gate;
import dev.postern.bridge.endpoint.Gate.Passage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * Stands before the SDK's transport. It reads the very bytes of the body and uses the receipt up
 * over them before the transport touches a socket; when the connection is there and asks for the
 * body, it looks once more whether it is not too late.
 */
final class ReceiptHttpClient implements SdkAsyncHttpClient {
  static final String INTENT = "x-client-request-id";

  private final SdkAsyncHttpClient transport;
  private final Gate gate;

  ReceiptHttpClient(SdkAsyncHttpClient transport, Gate gate) {
    this.transport = transport;
    this.gate = gate;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
    Optional<Passage> passage =
        call.request().firstMatchingHeader(INTENT).flatMap(intent -> gate.of(intent));
    if (passage.isEmpty()) {
      return refused(call, "no receipt");
    }
    return Body.of(call.requestContentPublisher())
        .thenCompose(body -> passing(call, passage.get(), body));
  }

  private CompletableFuture<Void> passing(AsyncExecuteRequest call, Passage passage, byte[] body) {
    if (!passage.fits(body) || !passage.use(body)) {
      return refused(call, "receipt refused");
    }
    return transport.execute(
        AsyncExecuteRequest.builder()
            .request(plain(call.request()))
            .requestContentPublisher(new Leaving(body, passage))
            .responseHandler(call.responseHandler())
            .fullDuplex(call.fullDuplex())
            .metricCollector(call.metricCollector().orElse(null))
            .build());
  }

  // The SDK's own value tells the system and the Java it runs on; it is not among what is signed.
  private static SdkHttpRequest plain(SdkHttpRequest request) {
    return request.copy(r -> r.putHeader("User-Agent", "postern"));
  }

  private static CompletableFuture<Void> refused(AsyncExecuteRequest call, String why) {
    IOException refusal = new IOException(why);
    call.responseHandler().onError(refusal);
    return CompletableFuture.failedFuture(refusal);
  }

  @Override
  public String clientName() {
    return transport.clientName();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** The body, given out only while the receipt still lets it leave. */
  private static final class Leaving implements SdkHttpContentPublisher {
    private final AsyncRequestBody body;
    private final Passage passage;

    Leaving(byte[] body, Passage passage) {
      this.body = AsyncRequestBody.fromBytes(body);
      this.passage = passage;
    }

    @Override
    public Optional<Long> contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> transport) {
      if (passage.leaving()) {
        body.subscribe(transport);
        return;
      }
      transport.onSubscribe(new Nothing());
      transport.onError(new IOException("receipt refused"));
    }
  }

  private static final class Nothing implements Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}

package dev.postern.bridge.bedrock;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** A transport that leads nowhere: it keeps the body that the SDK would send, and fails. */
final class Rendering implements SdkAsyncHttpClient {
  private final Map<String, CompletableFuture<byte[]>> wanted = new ConcurrentHashMap<>();

  /**
   * The body of the call that carries this id.
   *
   * @param call begins it and gives its end
   */
  byte[] of(String id, Supplier<CompletableFuture<?>> call) {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    wanted.put(id, body);
    try {
      var unused = call.get().whenComplete((nothing, end) -> body.completeExceptionally(end));
      return body.join();
    } finally {
      wanted.remove(id);
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
    IOException nowhere = new IOException("rendered only");
    return Body.of(call.requestContentPublisher())
        .thenCompose(
            body -> {
              call.request()
                  .firstMatchingHeader(ReceiptHttpClient.INTENT)
                  .map(wanted::get)
                  .ifPresent(wish -> wish.complete(body));
              call.responseHandler().onError(nowhere);
              return CompletableFuture.failedFuture(nowhere);
            });
  }

  @Override
  public void close() {}
}

package dev.postern.bridge.bedrock;

import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LanguageModel.Usage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/**
 * A streamed answer: asks the transport for one event when it has given one out. A stream that ends
 * without a stop reason was cut.
 */
final class ConverseReply
    implements Reply, ConverseStreamResponseHandler, Subscriber<ConverseStreamOutput> {
  private final CompletableFuture<ConverseStreamResponse> begun = new CompletableFuture<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final long endsAt;
  private volatile @Nullable CompletableFuture<Void> call;
  private volatile @Nullable Subscription events;
  private volatile Usage usage = new Usage(null, null, null, null);

  private sealed interface Signal {
    record Event(ConverseStreamOutput output) implements Signal {
      @Override
      public String toString() {
        return "Event[]";
      }
    }

    record End(boolean whole) implements Signal {}
  }

  /**
   * @param answerWithin longest time for a whole answer
   */
  ConverseReply(Duration answerWithin) {
    this.endsAt = System.nanoTime() + answerWithin.toNanos();
  }

  /** The call that this is the reply of. */
  void of(CompletableFuture<Void> ongoing) {
    call = ongoing;
    var unused =
        ongoing.whenComplete(
            (nothing, failure) -> {
              signals.add(new Signal.End(failure == null));
              if (failure != null) {
                begun.completeExceptionally(failure);
              }
            });
  }

  CompletableFuture<ConverseStreamResponse> begun() {
    return begun;
  }

  static @Nullable String requestId(BedrockRuntimeResponse response) {
    String id = response.responseMetadata().requestId();
    return id == null || id.isEmpty() || id.length() > 128 || id.equals("UNKNOWN") ? null : id;
  }

  @Override
  public void responseReceived(ConverseStreamResponse response) {
    usage = new Usage(requestId(response), null, null, null);
    begun.complete(response);
  }

  @Override
  public void onEventStream(SdkPublisher<ConverseStreamOutput> publisher) {
    publisher.subscribe(this);
  }

  @Override
  public void exceptionOccurred(Throwable failure) {} // the call's future says it

  @Override
  public void complete() {} // the call's future says it

  @Override
  public void onSubscribe(Subscription subscription) {
    events = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(ConverseStreamOutput output) {
    signals.add(new Signal.Event(output));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.End(false));
  }

  @Override
  public void onComplete() {} // the call's future ends later, with all that is to be known

  @Override
  public @Nullable String next() throws Failed {
    while (true) {
      switch (awaited()) {
        case Signal.Event event -> {
          String text = read(event.output());
          Subscription more = events;
          if (more != null) {
            more.request(1);
          }
          if (!text.isEmpty()) {
            return text;
          }
        }
        case Signal.End end -> {
          signals.add(end); // whoever asks again hears the same
          if (!end.whole() || usage.finish() == null) {
            throw new Failed("cut", true);
          }
          return null;
        }
      }
    }
  }

  private Signal awaited() throws Failed {
    try {
      Signal signal = signals.poll(endsAt - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (signal == null) {
        throw new Failed("timeout", true);
      }
      return signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("cut", true);
    }
  }

  private String read(ConverseStreamOutput output) throws Failed {
    return switch (output) {
      case ContentBlockDeltaEvent delta -> {
        String text = delta.delta().text();
        yield text == null ? "" : text;
      }
      case MessageStopEvent stop -> {
        String finish = StopReasons.finish(stop.stopReason());
        usage = new Usage(usage.requestId(), null, null, finish);
        yield "";
      }
      case ConverseStreamMetadataEvent metadata -> {
        usage =
            new Usage(
                usage.requestId(),
                Long.valueOf(metadata.usage().inputTokens()),
                Long.valueOf(metadata.usage().outputTokens()),
                usage.finish());
        yield "";
      }
      default -> ""; // the SDK's interface is open: starts and stops of blocks say nothing here
    };
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public void close() {
    CompletableFuture<Void> ongoing = call;
    if (ongoing != null) {
      ongoing.cancel(true);
    }
    signals.add(new Signal.End(false));
  }
}

package dev.postern.bridge.bedrock;

import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Waiting;
import dev.postern.bridge.endpoint.Gate;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/**
 * Amazon Bedrock by ConverseStream, or by Converse for models that don't stream.
 *
 * <p>Source: Amazon Bedrock API Reference. The rendered bytes are those of the SDK's own
 * serializer; that they are the bytes sent is not assumed but checked in the transport.
 */
public final class AmazonBedrock implements LanguageModel {
  /** As policy and the log name the provider. */
  public static final String PROVIDER = "amazon-bedrock";

  private final Map<String, BedrockRoute> routes = new ConcurrentHashMap<>();
  private final Duration answerWithin;
  private final Clock clock;

  /**
   * @param endpoints by the route's name
   * @param answerWithin longest time for a whole answer
   */
  public AmazonBedrock(Map<String, BedrockEndpoint> endpoints, Duration answerWithin, Clock clock) {
    this.answerWithin = answerWithin;
    this.clock = clock;
    var loops = new NioEventLoopGroup(1, new DefaultThreadFactory("bedrock", true));
    endpoints.forEach(
        (name, to) -> routes.put(name, new BedrockRoute(name, to, answerWithin, loops, clock)));
  }

  /**
   * Refuses an environment that the SDK would take credentials or settings from.
   *
   * @param variables names of the environment's variables
   * @throws IllegalArgumentException naming the first
   */
  public static void refuseOwnWays(Iterable<String> variables) {
    for (String name : variables) {
      if (name.startsWith("AWS_")) {
        throw new IllegalArgumentException(
            "the environment sets " + name + ": Bedrock's credentials come from Vault only");
      }
    }
  }

  @Override
  public byte[] render(Route route, Prompt prompt) {
    BedrockRoute to = routes.get(route.name());
    if (to == null) {
      throw new IllegalArgumentException("not a route of Bedrock");
    }
    return to.rendered(route, prompt);
  }

  @Override
  public Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt, Waiting waiting)
      throws Failed {
    BedrockRoute to = routes.get(route.name());
    if (to == null) {
      throw new Failed("no-endpoint", false);
    }
    demandKeys(to);
    Conversation conversation =
        new Conversation(route.model(), prompt, to.to().guardrail(), receipt.entryId().toString());
    Duration within = waiting.left(clock.instant(), answerWithin);
    try (Gate.Passage passage = to.gate().expect(receipt)) {
      waiting.whenOver(passage::cancel);
      return to.to().streamed()
          ? streamed(to, conversation, passage, within)
          : whole(to, conversation, passage, within);
    }
  }

  private static void demandKeys(BedrockRoute to) throws Failed {
    try {
      var unused = to.to().keys().get();
    } catch (IllegalStateException none) {
      throw new Failed(Failed.NO_SECRET, false);
    }
  }

  private static Reply streamed(
      BedrockRoute to, Conversation conversation, Gate.Passage passage, Duration within)
      throws Failed {
    ConverseReply reply = new ConverseReply(within);
    passage.endedBy(reply::close);
    reply.of(to.client().converseStream(conversation.streamed(), reply));
    try {
      reply.begun().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return reply;
    } catch (InterruptedException | TimeoutException | CancellationException e) {
      reply.close();
      throw interrupted(e, passage);
    } catch (ExecutionException e) {
      reply.close();
      throw failed(e.getCause(), passage);
    }
  }

  private static Reply whole(
      BedrockRoute to, Conversation conversation, Gate.Passage passage, Duration within)
      throws Failed {
    CompletableFuture<ConverseResponse> call = to.client().converse(conversation.whole());
    passage.endedBy(() -> call.cancel(true));
    try {
      return new WholeReply(call.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | TimeoutException | CancellationException e) {
      call.cancel(true);
      throw interrupted(e, passage);
    } catch (ExecutionException e) {
      throw failed(e.getCause(), passage);
    }
  }

  private static Failed interrupted(Exception e, Gate.Passage passage) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return unanswered(passage);
  }

  private static Failed failed(@Nullable Throwable cause, Gate.Passage passage) {
    Throwable e = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
    return e instanceof BedrockRuntimeException answered && answered.statusCode() > 0
        ? new Failed("status-" + answered.statusCode(), true)
        : unanswered(passage);
  }

  private static Failed unanswered(Gate.Passage passage) {
    return switch (passage.state()) {
      case GRANTED -> new Failed("unanswered", true);
      case REFUSED -> new Failed("receipt-refused", false);
      case WAITING -> new Failed("unreachable", false);
    };
  }
}

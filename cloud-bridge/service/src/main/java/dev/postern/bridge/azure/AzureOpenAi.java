package dev.postern.bridge.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * Azure OpenAI's chat completions, streamed, by openai-java on the v1 path.
 *
 * <p>Source: learn.microsoft.com, Azure OpenAI v1 API. The rendered bytes are those of the SDK's
 * own serializer; that they are the bytes sent is not assumed but checked in the transport.
 */
public final class AzureOpenAi implements LanguageModel {
  private final Map<String, AzureRoute> routes = new ConcurrentHashMap<>();

  /**
   * Where a route leads and what opens it.
   *
   * @param key asked for at each call; throws IllegalStateException while it can't be had
   * @param trust who may vouch for the provider; the bridge's own certificate is not shown there
   */
  public record Endpoint(URI base, Supplier<String> key, X509TrustManager trust) {}

  /**
   * @param endpoints by the route's name
   * @param answerWithin longest time for a whole answer
   */
  public AzureOpenAi(Map<String, Endpoint> endpoints, Duration answerWithin, Clock clock) {
    endpoints.forEach(
        (name, to) -> routes.put(name, new AzureRoute(name, to, answerWithin, clock)));
  }

  @Override
  public byte[] render(Route route, Prompt prompt) {
    // The SDK adds this member when it streams; the transport proves that it is all it adds.
    ChatCompletionCreateParams streamed =
        params(route, prompt).putAdditionalBodyProperty("stream", JsonValue.from(true)).build();
    try {
      return ObjectMappers.jsonMapper().writeValueAsBytes(streamed._body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a prompt that can't be written", e);
    }
  }

  private static ChatCompletionCreateParams.Builder params(Route route, Prompt prompt) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(route.model())
            .store(false)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    wishes(params, prompt.wishes());
    for (Prompt.Message message : prompt.messages()) {
      switch (message.role()) {
        case SYSTEM -> params.addSystemMessage(message.text());
        case USER -> params.addUserMessage(message.text());
        case ASSISTANT -> params.addAssistantMessage(message.text());
      }
    }
    return params;
  }

  private static void wishes(ChatCompletionCreateParams.Builder params, Prompt.Wishes wishes) {
    Integer maxTokens = wishes.maxTokens();
    Double temperature = wishes.temperature();
    Double topP = wishes.topP();
    if (maxTokens != null) {
      params.maxCompletionTokens(maxTokens.longValue());
    }
    if (temperature != null) {
      params.temperature(temperature);
    }
    if (topP != null) {
      params.topP(topP);
    }
  }

  @Override
  public Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt) throws Failed {
    AzureRoute to = routes.get(route.name());
    if (to == null) {
      throw new Failed("no-endpoint", false);
    }
    String intent = receipt.entryId().toString();
    ChatCompletionCreateParams params =
        params(route, prompt).putAdditionalHeader(ReceiptGate.INTENT, intent).build();
    OpenAIClient client = client(to);
    try (ReceiptGate.Passage passage = to.gate().expect(receipt)) {
      return begin(client, params, passage);
    }
  }

  private static OpenAIClient client(AzureRoute to) throws Failed {
    try {
      return to.client();
    } catch (IllegalStateException noKey) {
      throw new Failed(Failed.NO_SECRET, false);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the reply closes it
  private static Reply begin(
      OpenAIClient client, ChatCompletionCreateParams params, ReceiptGate.Passage passage)
      throws Failed {
    try {
      HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
          client.chat().completions().withRawResponse().createStreaming(params);
      return new AzureReply(response);
    } catch (OpenAIServiceException e) {
      throw new Failed("status-" + e.statusCode(), true);
    } catch (OpenAIException e) {
      throw switch (passage.state()) {
        case GRANTED -> new Failed("unanswered", true);
        case REFUSED -> new Failed("receipt-refused", false);
        case WAITING -> new Failed("unreachable", false);
      };
    }
  }
}

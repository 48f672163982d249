package dev.postern.bridge.completions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.postern.audit.client.Receipt;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Waiting;
import dev.postern.bridge.endpoint.Gate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chat completions, streamed, by openai-java.
 *
 * <p>Source: OpenAI's API reference; learn.microsoft.com, Azure OpenAI v1 API. The rendered bytes
 * are those of the SDK's own serializer; that they are the bytes sent is not assumed but checked in
 * the transport.
 */
public final class ChatCompletions implements LanguageModel {
  private final Map<String, CompletionRoute> routes = new ConcurrentHashMap<>();

  /**
   * @param servers by the route's name
   * @param answerWithin longest time for a whole answer
   */
  public ChatCompletions(Map<String, Server> servers, Duration answerWithin, Clock clock) {
    servers.forEach(
        (name, server) -> routes.put(name, new CompletionRoute(name, server, answerWithin, clock)));
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

  private ChatCompletionCreateParams.Builder params(Route route, Prompt prompt) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(route.model())
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    CompletionRoute to = routes.get(route.name());
    if (to != null && to.server().stores()) {
      params.store(false);
    }
    wishes(params, prompt.wishes(), to != null && to.server().stores());
    for (Prompt.Message message : prompt.messages()) {
      switch (message.role()) {
        case SYSTEM -> params.addSystemMessage(message.text());
        case USER -> params.addUserMessage(message.text());
        case ASSISTANT -> params.addAssistantMessage(message.text());
      }
    }
    return params;
  }

  // Azure calls the limit so; vLLM and Ollama know it by its older name.
  private static void wishes(
      ChatCompletionCreateParams.Builder params, Prompt.Wishes wishes, boolean newer) {
    Integer maxTokens = wishes.maxTokens();
    Double temperature = wishes.temperature();
    Double topP = wishes.topP();
    if (maxTokens != null && newer) {
      params.maxCompletionTokens(maxTokens.longValue());
    } else if (maxTokens != null) {
      params.putAdditionalBodyProperty("max_tokens", JsonValue.from(maxTokens));
    }
    if (temperature != null) {
      params.temperature(temperature);
    }
    if (topP != null) {
      params.topP(topP);
    }
  }

  @Override
  public Reply send(Route route, Prompt prompt, byte[] body, Receipt receipt, Waiting waiting)
      throws Failed {
    CompletionRoute to = routes.get(route.name());
    if (to == null) {
      throw new Failed("no-endpoint", false);
    }
    String intent = receipt.entryId().toString();
    ChatCompletionCreateParams params =
        params(route, prompt).putAdditionalHeader(to.server().intentHeader(), intent).build();
    OpenAIClient client = client(to);
    RequestOptions options = to.within(waiting);
    try (Gate.Passage passage = to.gate().expect(receipt)) {
      waiting.whenOver(passage::cancel);
      return begin(client, params, options, passage);
    }
  }

  private static OpenAIClient client(CompletionRoute to) throws Failed {
    try {
      return to.client();
    } catch (IllegalStateException noKey) {
      throw new Failed(Failed.NO_SECRET, false);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the reply closes it
  private static Reply begin(
      OpenAIClient client,
      ChatCompletionCreateParams params,
      RequestOptions options,
      Gate.Passage passage)
      throws Failed {
    try {
      HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
          client.chat().completions().withRawResponse().createStreaming(params, options);
      return new CompletionReply(response);
    } catch (OpenAIServiceException e) {
      throw new Failed(filtered(e) ? Failed.CONTENT_FILTER : "status-" + e.statusCode(), true);
    } catch (OpenAIException e) {
      throw switch (passage.state()) {
        case GRANTED -> new Failed("unanswered", true);
        case REFUSED -> new Failed("receipt-refused", false);
        case WAITING -> new Failed("unreachable", false);
      };
    }
  }

  private static boolean filtered(OpenAIServiceException e) {
    try {
      return e.code().filter("content_filter"::equals).isPresent();
    } catch (OpenAIInvalidDataException number) { // vLLM's codes are numbers
      return false;
    }
  }
}

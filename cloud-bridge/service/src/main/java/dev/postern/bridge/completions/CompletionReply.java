package dev.postern.bridge.completions;

import com.openai.core.JsonObject;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.CompletionUsage;
import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.LanguageModel.Reply;
import dev.postern.bridge.disclosure.LanguageModel.Usage;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A streamed chat completion. A stream that ends without a finish reason was cut. */
final class CompletionReply implements Reply {
  private final HttpResponseFor<StreamResponse<ChatCompletionChunk>> response;
  private final StreamResponse<ChatCompletionChunk> stream;
  private final Iterator<ChatCompletionChunk> chunks;
  private volatile Usage usage;

  CompletionReply(HttpResponseFor<StreamResponse<ChatCompletionChunk>> response) {
    this.response = response;
    this.stream = response.parse();
    this.chunks = stream.stream().iterator();
    this.usage = new Usage(requestId(), null, null, null);
  }

  private @Nullable String requestId() {
    return response.headers().values("apim-request-id").stream()
        .findFirst()
        .or(() -> response.headers().values("x-request-id").stream().findFirst())
        .filter(id -> id.length() <= 128)
        .orElse(null);
  }

  @Override
  public @Nullable String next() throws Failed {
    try {
      while (chunks.hasNext()) {
        String text = read(chunks.next());
        if (!text.isEmpty()) {
          return text;
        }
      }
    } catch (OpenAIException | UncheckedIOException | IllegalStateException e) {
      throw new Failed("cut", true);
    }
    if (usage.finish() == null) {
      throw new Failed("cut", true);
    }
    return null;
  }

  // Azure says so where its filter did not run: unfiltered text is not taken for filtered.
  private static void demandFiltered(ChatCompletionChunk.Choice choice) throws Failed {
    JsonValue results = choice._additionalProperties().get("content_filter_results");
    if (results instanceof JsonObject members && members.values().containsKey("error")) {
      throw new Failed(Failed.CONTENT_FILTER, true);
    }
  }

  private String read(ChatCompletionChunk chunk) throws Failed {
    StringBuilder text = new StringBuilder();
    String finish = usage.finish();
    for (ChatCompletionChunk.Choice choice : chunk.choices()) {
      demandFiltered(choice);
      choice.delta().content().ifPresent(text::append);
      finish = choice.finishReason().map(Object::toString).orElse(finish);
    }
    Optional<CompletionUsage> counted = chunk.usage();
    usage =
        new Usage(
            usage.requestId(),
            counted.map(CompletionUsage::promptTokens).orElse(usage.inputTokens()),
            counted.map(CompletionUsage::completionTokens).orElse(usage.outputTokens()),
            finish);
    return text.toString();
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public void close() {
    stream.close();
    response.close();
  }
}

package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the wire shapes of chat completions: one JSON document, or the chunks of a stream.
 */
final class Completion {

  /** Much as a tokenizer cuts: brackets, marks and long words come in several pieces. */
  private static final Pattern PIECE = Pattern.compile("\\s*(?:\\p{L}{1,5}|\\p{N}{1,3}|\\S)|\\s+");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ChatRequest request;
  private final String text;
  private final String finish;
  private final boolean filtered;
  private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
  private final long created;

  /**
   * @param finish stop, or content_filter
   * @param filtered whether the service has a filter and says what it found
   */
  Completion(ChatRequest request, String text, String finish, boolean filtered, Instant now) {
    this.request = request;
    this.text = text;
    this.finish = finish;
    this.filtered = filtered;
    this.created = now.getEpochSecond();
  }

  Answer answer(Map<String, String> headers, Usage billed) {
    if (!request.stream()) {
      return new Answer("application/json", headers, List.of(utf8(json())), utf8("{"), billed);
    }
    List<byte[]> events = new ArrayList<>();
    chunks().forEach(chunk -> events.add(event(chunk)));
    events.add(event("[DONE]"));
    return new Answer(
        "text/event-stream; charset=utf-8", headers, events, event("{\"choices\":[{"), billed);
  }

  Usage billed(String provider, String requestId, @Nullable String intent) {
    return new Usage(
        Instant.now().toString(),
        provider,
        request.model(),
        requestId,
        intent,
        promptTokens(),
        completionTokens());
  }

  private static byte[] event(String data) {
    return utf8("data: " + data + "\n\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  String json() {
    ObjectNode message = NODES.objectNode().put("role", "assistant").put("content", text);
    message.putNull("refusal");
    ObjectNode choice = NODES.objectNode().put("index", 0).put("finish_reason", finish);
    choice.putNull("logprobs");
    choice.set("message", message);
    ObjectNode completion = envelope("chat.completion");
    completion.putArray("choices").add(choice);
    if (filtered) {
      choice.set("content_filter_results", filterResults());
      completion.set("prompt_filter_results", promptFilterResults());
    }
    completion.set("usage", usage());
    return completion.toString();
  }

  /** The data of each server-sent event, without the final {@code [DONE]}. */
  List<String> chunks() {
    List<String> chunks = new ArrayList<>();
    if (filtered) {
      ObjectNode first = NODES.objectNode();
      first.put("id", "").put("object", "").put("created", 0).put("model", "");
      first.set("prompt_filter_results", promptFilterResults());
      first.putArray("choices");
      chunks.add(first.toString());
    }
    chunks.add(chunk(NODES.objectNode().put("role", "assistant").put("content", ""), null));
    for (String piece : pieces(text)) {
      chunks.add(chunk(NODES.objectNode().put("content", piece), null));
    }
    chunks.add(chunk(NODES.objectNode(), finish));
    if (request.includeUsage()) {
      ObjectNode last = envelope("chat.completion.chunk");
      last.putArray("choices");
      last.set("usage", usage());
      chunks.add(last.toString());
    }
    return chunks;
  }

  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }

  private String chunk(ObjectNode delta, @Nullable String ended) {
    ObjectNode choice = NODES.objectNode().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", ended);
    choice.putNull("logprobs");
    if (filtered) {
      choice.set("content_filter_results", delta.isEmpty() ? NODES.objectNode() : filterResults());
    }
    ObjectNode chunk = envelope("chat.completion.chunk");
    chunk.putArray("choices").add(choice);
    return chunk.toString();
  }

  private ObjectNode envelope(String object) {
    return NODES
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", request.model())
        .put("system_fingerprint", "fp_simulator");
  }

  private ObjectNode usage() {
    return NODES
        .objectNode()
        .put("prompt_tokens", promptTokens())
        .put("completion_tokens", completionTokens())
        .put("total_tokens", promptTokens() + completionTokens());
  }

  int promptTokens() {
    return request.messages().stream().mapToInt(m -> m.text().length() / 4 + 4).sum();
  }

  int completionTokens() {
    return pieces(text).size();
  }

  private static ArrayNode promptFilterResults() {
    ObjectNode result = NODES.objectNode().put("prompt_index", 0);
    result.set("content_filter_results", filterResults());
    return NODES.arrayNode().add(result);
  }

  private static ObjectNode filterResults() {
    ObjectNode results = NODES.objectNode();
    for (String category : List.of("hate", "self_harm", "sexual", "violence")) {
      results.set(category, NODES.objectNode().put("filtered", false).put("severity", "safe"));
    }
    return results;
  }
}

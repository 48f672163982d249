package dev.postern.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.Prompt.Message;
import dev.postern.bridge.disclosure.Prompt.Role;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Question;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/chat/completions}, as OpenAI's API reference has it. What cannot be
 * carried is refused and never left out in silence, unless it changes nothing: its neutral value,
 * or what only names somebody ({@code user}) or steers the provider's caches.
 *
 * @param includeUsage whether a stream ends with the tokens used
 */
record ChatRequest(Question question, boolean stream, boolean includeUsage) {

  ChatRequest {
    if (includeUsage && !stream) {
      throw Requests.invalid("stream_options goes with stream.");
    }
  }

  @Override
  public String toString() {
    return "ChatRequest[" + question.id() + "]";
  }

  /**
   * Reads a body.
   *
   * @param claimed values of the header X-Purpose-Of-Use
   */
  static ChatRequest read(
      JsonNode body, List<String> claimed, Limits limits, ChatSettings settings) {
    if (!body.isObject()) {
      throw Requests.invalid("The body is not of the expected form.");
    }
    ChatOptions options = ChatOptions.read(body);
    String model = options.text("model");
    if (settings.routes().stream().noneMatch(route -> route.name().equals(model))) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "model is none of those that GET /v1/models lists.");
    }
    List<Message> messages = messages(body.path("messages"));
    Message last = messages.removeLast();
    List<Message> before = messages.stream().filter(each -> !each.text().isBlank()).toList();
    requireFitting(before, settings.historyCharacters());
    JsonNode metadata = metadata(body.path("metadata"));
    Purpose purpose = purpose(claimed, metadata.path("purpose_of_use"));
    Purpose used = purpose == null ? assumed(settings) : purpose;
    JsonNode conversation = metadata.path("conversation_id");
    Question question =
        new Question(
            Ids.next(),
            Requests.text("messages", last.text(), limits),
            used,
            conversation.isTextual()
                ? Requests.id("metadata.conversation_id", conversation.textValue())
                : null,
            model,
            limits.defaultSnippets(),
            null,
            new Question.Chat(before, options.wishes(), purpose == null),
            null);
    return new ChatRequest(question, options.flag("stream"), options.includeUsage());
  }

  /** The same of a caller who waits so many seconds. */
  ChatRequest within(@Nullable String seconds) {
    return new ChatRequest(Requests.within(seconds, question), stream, includeUsage);
  }

  private static List<Message> messages(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      throw Requests.invalid("messages is missing.");
    }
    List<Message> messages = new ArrayList<>();
    array.forEach(each -> messages.add(message(each)));
    if (messages.getLast().role() != Role.USER) {
      throw Requests.invalid("messages does not end with a message of the role user.");
    }
    return messages;
  }

  private static Message message(JsonNode message) {
    message.properties().forEach(member -> requireCarried(member.getKey(), member.getValue()));
    Role role =
        switch (message.path("role").asText()) {
          case "system", "developer" -> Role.SYSTEM;
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          case "tool", "function" -> throw ChatOptions.tools("messages");
          default -> throw Requests.invalid("messages has a role that is not known here.");
        };
    String text = text(message.path("content"));
    Requests.requireWellFormed("messages", text);
    return new Message(role, text);
  }

  private static void requireCarried(String member, JsonNode value) {
    switch (member) {
      case "role", "content", "refusal", "annotations" -> {}
      case "tool_calls", "function_call", "tool_call_id" -> {
        if (!value.isNull() && !value.isEmpty()) {
          throw ChatOptions.tools("messages");
        }
      }
      case "name", "audio" -> {
        if (!value.isNull()) {
          throw ChatOptions.uncarried("messages." + member);
        }
      }
      default -> throw Requests.invalid("messages has a member that is not known here.");
    }
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (content.isNull() || content.isMissingNode()) {
      return "";
    }
    if (!content.isArray()) {
      throw Requests.invalid("messages has a content that is no text.");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw new ProblemException(
            ProblemCode.UNPROCESSABLE,
            "messages has a part that is no text: images, audio and files are not carried.");
      }
      text.append(text.isEmpty() ? "" : "\n").append(part.path("text").textValue());
    }
    return text.toString();
  }

  private static void requireFitting(List<Message> before, int most) {
    long characters =
        before.stream().mapToLong(m -> m.text().codePointCount(0, m.text().length())).sum();
    if (characters > most) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          "The messages before the question are longer than " + most + " characters.");
    }
  }

  private static JsonNode metadata(JsonNode metadata) {
    boolean texts =
        metadata.isObject()
            && metadata.properties().stream().allMatch(e -> e.getValue().isTextual());
    if (!texts && !metadata.isMissingNode() && !metadata.isNull()) {
      throw Requests.invalid("metadata holds something that is no text.");
    }
    return metadata;
  }

  private static @Nullable Purpose purpose(List<String> claimed, JsonNode inBody) {
    Set<String> codes = new HashSet<>(claimed);
    if (inBody.isTextual()) {
      codes.add(inBody.textValue());
    }
    if (codes.size() > 1) {
      throw Requests.invalid(
          "X-Purpose-Of-Use and metadata.purpose_of_use claim different purposes.");
    }
    return codes.isEmpty() ? null : Requests.purpose(codes.iterator().next());
  }

  private static Purpose assumed(ChatSettings settings) {
    Purpose assumed = settings.defaultPurpose();
    if (assumed == null) {
      throw Requests.invalid(
          "The purpose of use is missing: send the header X-Purpose-Of-Use"
              + " or metadata.purpose_of_use.");
    }
    return assumed;
  }
}

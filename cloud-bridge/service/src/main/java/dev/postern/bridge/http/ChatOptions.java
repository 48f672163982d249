package dev.postern.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.Prompt.Wishes;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands beside the messages of a chat request. */
record ChatOptions(JsonNode body) {
  private static final Set<String> READ =
      Set.of(
          "model",
          "messages",
          "metadata",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p");
  // They name nobody here and reach no provider.
  private static final Set<String> IGNORED =
      Set.of(
          "user",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "parallel_tool_calls");
  private static final Set<String> TOOLS =
      Set.of("tools", "functions", "tool_choice", "function_call", "web_search_options");

  static ChatOptions read(JsonNode body) {
    for (var member : body.properties()) {
      String name = member.getKey();
      if (!READ.contains(name) && !IGNORED.contains(name)) {
        requireNeutral(name, member.getValue());
      }
    }
    return new ChatOptions(body);
  }

  private static void requireNeutral(String name, JsonNode value) {
    boolean nothing = value.isNull() || value.isContainerNode() && value.isEmpty();
    String word = value.asText();
    boolean neutral =
        switch (name) {
          case "tools", "functions", "web_search_options" -> nothing;
          case "tool_choice", "function_call" ->
              nothing || word.equals("none") || word.equals("auto");
          case "n" -> nothing || value.isIntegralNumber() && value.asInt() == 1;
          case "presence_penalty", "frequency_penalty" ->
              nothing || value.isNumber() && value.asDouble() == 0;
          case "logprobs", "store" -> nothing || value.isBoolean() && !value.asBoolean();
          case "top_logprobs" -> nothing || value.isIntegralNumber() && value.asInt() == 0;
          case "response_format" -> nothing || value.path("type").asText().equals("text");
          case "modalities" ->
              nothing || value.size() == 1 && value.path(0).asText().equals("text");
          case "service_tier" -> nothing || word.equals("auto") || word.equals("default");
          case "stop",
              "seed",
              "logit_bias",
              "audio",
              "prediction",
              "reasoning_effort",
              "verbosity" ->
              nothing;
          default -> throw Requests.invalid(unknown(name));
        };
    if (!neutral) {
      throw TOOLS.contains(name) ? tools(name) : uncarried(name);
    }
  }

  private static String unknown(String name) {
    return name.matches("[a-z_]{1,40}")
        ? "The field " + name + " is not known here."
        : "The body has a field that is not known here.";
  }

  /** Policy has no rule that allows tools: what a model calls would be another way out. */
  static ProblemException tools(String member) {
    return new ProblemException(
        ProblemCode.FORBIDDEN, member + ": tools and functions are not allowed by policy.");
  }

  static ProblemException uncarried(String member) {
    return new ProblemException(
        ProblemCode.UNPROCESSABLE, member + " is not carried; leave it out.");
  }

  String text(String member) {
    JsonNode value = body.path(member);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Requests.invalid(member + " is missing.");
    }
    return value.textValue();
  }

  boolean flag(String member) {
    return flag(body, member);
  }

  private static boolean flag(JsonNode of, String member) {
    JsonNode value = of.path(member);
    if (!value.isBoolean() && !value.isNull() && !value.isMissingNode()) {
      throw Requests.invalid(member + " is neither true nor false.");
    }
    return value.asBoolean(false);
  }

  boolean includeUsage() {
    JsonNode options = body.path("stream_options");
    if (options.isNull() || options.isMissingNode()) {
      return false;
    }
    for (var member : options.properties()) {
      if (!Set.of("include_usage", "include_obfuscation").contains(member.getKey())) {
        throw Requests.invalid("stream_options has a member that is not known here.");
      }
    }
    return flag(options, "include_usage");
  }

  Wishes wishes() {
    Integer older = count("max_tokens");
    Integer newer = count("max_completion_tokens");
    if (older != null && newer != null && !older.equals(newer)) {
      throw Requests.invalid("max_tokens and max_completion_tokens are different.");
    }
    return new Wishes(newer == null ? older : newer, number("temperature", 2), number("top_p", 1));
  }

  private @Nullable Integer count(String member) {
    JsonNode value = body.path(member);
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
      throw Requests.invalid(member + " is not a whole number from 1 on.");
    }
    return value.asInt();
  }

  private @Nullable Double number(String member, int most) {
    JsonNode value = body.path(member);
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= most)) {
      throw Requests.invalid(member + " is not between 0 and " + most + ".");
    }
    return value.asDouble();
  }

  @Override
  public String toString() {
    return "ChatOptions[hidden]";
  }
}

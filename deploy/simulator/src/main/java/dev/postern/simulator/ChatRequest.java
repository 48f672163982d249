package dev.postern.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat completion, read as strictly as the service reads it.
 *
 * @param messages texts with their roles, in order
 */
record ChatRequest(String model, List<Message> messages, boolean stream, boolean includeUsage) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  record Message(String role, String text) {

    @Override
    public String toString() {
      return "Message[" + role + "]";
    }
  }

  /** The path's deployment, or else the body's model, has to exist. */
  static ChatRequest parse(byte[] body, @Nullable String deployment, List<String> models)
      throws AzureError {
    JsonNode json = json(body);
    String model = deployment == null ? json.path("model").asText("") : deployment;
    if (model.isEmpty()) {
      throw AzureError.invalid("model", "you must provide a model parameter");
    }
    if (!models.contains(model)) {
      throw AzureError.noDeployment();
    }
    JsonNode store = json.path("store");
    if (!store.isMissingNode() && !(store.isBoolean() && !store.booleanValue())) {
      throw AzureError.invalid("store", "Stored completions are not enabled for this resource.");
    }
    JsonNode options = json.path("stream_options");
    boolean stream = flag(json, "stream");
    if (!options.isMissingNode() && !options.isNull() && !stream) {
      throw AzureError.invalid(
          "stream_options",
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
    return new ChatRequest(
        model, messages(json.path("messages")), stream, flag(options, "include_usage"));
  }

  private static JsonNode json(byte[] body) throws AzureError {
    try {
      JsonNode json = JSON.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw AzureError.invalid(null, "We could not parse the JSON body of your request.");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    throw AzureError.invalid(null, "The body of your request is not a JSON object.");
  }

  private static boolean flag(JsonNode json, String name) throws AzureError {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw AzureError.invalid(name, "Invalid type for '" + name + "': expected a boolean.");
    }
    return value.booleanValue();
  }

  private static List<Message> messages(JsonNode array) throws AzureError {
    if (!array.isArray() || array.isEmpty()) {
      throw AzureError.invalid("messages", "'messages' must be a non-empty array.");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : array) {
      String role = message.path("role").asText("");
      if (!ROLES.contains(role)) {
        throw AzureError.invalid("messages", "A message has an unknown 'role'.");
      }
      messages.add(new Message(role, text(message.path("content"))));
    }
    return messages;
  }

  private static String text(JsonNode content) throws AzureError {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (!content.isArray()) {
      throw AzureError.invalid("messages", "A message's 'content' is neither text nor parts.");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("text").isTextual()) {
        throw AzureError.invalid("messages", "This deployment reads text parts only.");
      }
      text.append(part.path("text").textValue());
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "ChatRequest[" + model + ", " + messages.size() + " messages]";
  }
}

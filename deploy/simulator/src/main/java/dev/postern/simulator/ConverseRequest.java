package dev.postern.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.simulator.ChatRequest.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of Converse and ConverseStream, read as strictly as the service reads it. */
final class ConverseRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEMBERS =
      Set.of("messages", "system", "inferenceConfig", "guardrailConfig");

  private ConverseRequest() {}

  static ChatRequest parse(byte[] body, String model, boolean stream) throws BedrockError {
    JsonNode json = json(body);
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw BedrockError.validation("extraneous key is not permitted");
      }
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode text : json.path("system")) {
      messages.add(new Message("system", text(text)));
    }
    String expected = "user";
    for (JsonNode turn : json.path("messages")) {
      String role = turn.path("role").asText("");
      if (!role.equals(expected)) {
        throw BedrockError.validation("A conversation must alternate between user and assistant.");
      }
      expected = role.equals("user") ? "assistant" : "user";
      StringBuilder text = new StringBuilder();
      for (JsonNode block : turn.path("content")) {
        text.append(text(block));
      }
      messages.add(new Message(role, text.toString()));
    }
    if (expected.equals("user")) {
      throw BedrockError.validation("A conversation must end with a user message.");
    }
    return new ChatRequest(model, messages, stream, true);
  }

  private static String text(JsonNode block) throws BedrockError {
    JsonNode text = block.path("text");
    if (!text.isTextual() || text.textValue().isBlank()) {
      throw BedrockError.validation("The text field in a content block is blank.");
    }
    return text.textValue();
  }

  private static JsonNode json(byte[] body) throws BedrockError {
    try {
      JsonNode json = JSON.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (IOException e) {
      throw BedrockError.validation("Malformed input request, please reformat your input.");
    }
    throw BedrockError.validation("Malformed input request, please reformat your input.");
  }
}

package dev.postern.cli.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The body that went to a model, for a person to read. */
public final class ModelRequest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ModelRequest() {}

  /** Each message of a chat request under its role. */
  public static String text(String body) throws JsonProcessingException {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : JSON.readTree(body).path("messages")) {
      text.append(message.path("role").asText()).append(":\n");
      text.append(content(message.path("content")).indent(2));
    }
    return text.toString();
  }

  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }
}

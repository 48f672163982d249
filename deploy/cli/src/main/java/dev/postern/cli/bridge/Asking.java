package dev.postern.cli.bridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a user asks: the question, the purpose of use (HL7 v3), and optionally route and turn. */
public record Asking(
    String question, String purpose, @Nullable String route, @Nullable String conversation) {

  public Asking {
    if (question.isBlank()) {
      throw new IllegalArgumentException("the question is empty");
    }
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("a purpose of use is needed, for example TREAT");
    }
  }

  public Asking(String question, String purpose) {
    this(question, purpose, null, null);
  }

  ObjectNode json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("question", question).put("purpose_of_use", purpose);
    if (route != null) {
      body.put("route", route);
    }
    if (conversation != null) {
      body.put("conversation_id", conversation);
    }
    return body;
  }

  @Override
  public String toString() {
    return "Asking[" + question.length() + " characters, " + purpose + "]";
  }
}

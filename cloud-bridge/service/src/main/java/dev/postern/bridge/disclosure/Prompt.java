package dev.postern.bridge.disclosure;

import java.util.List;

/** The messages for a model, in order; every text of them leaves. */
public record Prompt(List<Message> messages) {

  public Prompt {
    messages = List.copyOf(messages);
  }

  @Override
  public String toString() {
    return "Prompt[" + messages.size() + " messages]";
  }

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  /** One message. */
  public record Message(Role role, String text) {

    @Override
    public String toString() {
      return "Message[" + role + "]";
    }
  }
}

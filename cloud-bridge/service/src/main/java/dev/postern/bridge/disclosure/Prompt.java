package dev.postern.bridge.disclosure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages for a model, in order; every text of them leaves. */
public record Prompt(List<Message> messages, Wishes wishes) {

  /** Without wishes. */
  public Prompt(List<Message> messages) {
    this(messages, Wishes.NONE);
  }

  public Prompt {
    messages = List.copyOf(messages);
  }

  @Override
  public String toString() {
    return "Prompt[" + messages.size() + " messages]";
  }

  /**
   * How the model is to write; null leaves it to the provider.
   *
   * @param maxTokens longest answer in the model's tokens
   * @param temperature 0 to 2
   * @param topP 0 to 1
   */
  public record Wishes(
      @Nullable Integer maxTokens, @Nullable Double temperature, @Nullable Double topP) {

    /** No wishes. */
    public static final Wishes NONE = new Wishes(null, null, null);

    public Wishes {
      if (maxTokens != null && maxTokens < 1
          || temperature != null && !(temperature >= 0 && temperature <= 2)
          || topP != null && !(topP >= 0 && topP <= 1)) {
        throw new IllegalArgumentException("wishes outside of what a model takes");
      }
    }
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

package dev.postern.bridge.disclosure;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question as it was asked.
 *
 * @param id UUIDv7, the bridge's own
 * @param text what is asked; content
 * @param purpose as claimed by the asker
 * @param conversation the conversation it continues, or null for a new one
 * @param route the route asked for, or null for the first that policy allows
 * @param maxSnippets how many snippets the asker wants at most
 * @param breakGlass the emergency claimed, or null
 * @param chat what a chat client sent along, or null
 * @param within how long the asker waits for the whole answer, or null for as long as it takes
 */
public record Question(
    UUID id,
    String text,
    Purpose purpose,
    @Nullable UUID conversation,
    @Nullable String route,
    int maxSnippets,
    @Nullable BreakGlass breakGlass,
    @Nullable Chat chat,
    @Nullable Duration within) {

  public Question {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a question has text");
    }
    if (maxSnippets < 1) {
      throw new IllegalArgumentException("a question asks for one snippet at least");
    }
    if (breakGlass != null && purpose != Purpose.ETREAT) {
      throw new IllegalArgumentException("break-glass is claimed under purpose ETREAT");
    }
    if (within != null && !within.isPositive()) {
      throw new IllegalArgumentException("nobody waits less than no time");
    }
  }

  /** The same question of an asker who waits so long at most. */
  public Question within(Duration most) {
    return new Question(
        id, text, purpose, conversation, route, maxSnippets, breakGlass, chat, most);
  }

  /** A question that brings nothing along. */
  public Question(
      UUID id,
      String text,
      Purpose purpose,
      @Nullable UUID conversation,
      @Nullable String route,
      int maxSnippets,
      @Nullable BreakGlass breakGlass) {
    this(id, text, purpose, conversation, route, maxSnippets, breakGlass, null, null);
  }

  /** Messages that the client sent before the question; content. */
  public List<Prompt.Message> before() {
    return chat == null ? List.of() : chat.before();
  }

  /** Whether the purpose is a configured default: then nothing is restored. */
  public boolean purposeAssumed() {
    return chat != null && chat.purposeAssumed();
  }

  /** How the model is to write. */
  public Prompt.Wishes wishes() {
    return chat == null ? Prompt.Wishes.NONE : chat.wishes();
  }

  /** The question's length in Unicode code points. */
  public int characters() {
    return text.codePointCount(0, text.length());
  }

  @Override
  public String toString() {
    return "Question[" + id + "]";
  }

  /**
   * What a client of the OpenAI-compatible surface sends along.
   *
   * @param before its messages before the question, in their order: history is its own to keep
   * @param wishes how the model is to write
   * @param purposeAssumed whether the purpose is the configured default and not the asker's claim:
   *     then nothing is restored
   */
  public record Chat(List<Prompt.Message> before, Prompt.Wishes wishes, boolean purposeAssumed) {

    public Chat {
      before = List.copyOf(before);
    }

    @Override
    public String toString() {
      return "Chat[" + before.size() + " messages]";
    }
  }

  /**
   * An emergency claimed with a question; reason, authority and identifier are content.
   *
   * @param code the emergency's code, for policy and record
   */
  public record BreakGlass(String code, String reason, String authority, String identifier) {

    public BreakGlass {
      if (code.isBlank() || reason.isBlank() || authority.isBlank() || identifier.isBlank()) {
        throw new IllegalArgumentException("break-glass names a code, a reason and a patient");
      }
    }

    @Override
    public String toString() {
      return "BreakGlass[" + code + "]";
    }
  }
}

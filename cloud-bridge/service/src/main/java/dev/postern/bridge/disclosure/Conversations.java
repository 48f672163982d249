package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Conversations in the bridge's encrypted store; each belongs to one subject, tenant and purpose.
 */
public interface Conversations {

  /**
   * The conversation with this id and its turns.
   *
   * @throws Refusal NOT_FOUND for an unknown, ended or foreign id; CONFLICT for another purpose
   *     than it was begun for; SECRETS_UNAVAILABLE when its key can't be had
   */
  Conversation open(Asker asker, Purpose purpose, UUID id) throws Refusal;

  /** A new conversation. */
  Conversation begin(Asker asker, Purpose purpose) throws Refusal;

  /**
   * Remembers whom a conversation concerns, before anything about them is kept in it: it ends at
   * once when one of them is shredded.
   *
   * @param patients handles
   */
  void concern(Conversation conversation, Set<String> patients) throws Refusal;

  /** Keeps a turn as it left. */
  void add(Conversation conversation, Turn turn) throws Refusal;

  /** What a caller hears who asks for another purpose in a conversation of their own. */
  static Refusal otherPurpose() {
    return new Refusal(
        Code.CONFLICT,
        List.of(
            new Reason(
                "purpose",
                "The conversation was begun for another purpose of use.",
                "conversation")));
  }

  /** A conversation with its latest turns, oldest first. */
  record Conversation(UUID id, String tenant, String subject, Purpose purpose, List<Turn> turns) {

    public Conversation {
      turns = List.copyOf(turns);
    }

    /** The documents behind its turns. */
    Set<String> documents() {
      return turns.stream()
          .flatMap(turn -> turn.documents().stream())
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
      return "Conversation[" + id + "]";
    }
  }
}

package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.UUID;

/**
 * Conversations in the bridge's encrypted store; each belongs to one subject, tenant and purpose.
 */
public interface Conversations {

  /**
   * The conversation with this id and its turns.
   *
   * @throws Refusal NOT_FOUND for an unknown, ended or foreign id, or another purpose;
   *     SECRETS_UNAVAILABLE when its key can't be had
   */
  Conversation open(Asker asker, Purpose purpose, UUID id) throws Refusal;

  /** A new conversation. */
  Conversation begin(Asker asker, Purpose purpose) throws Refusal;

  /** Keeps a turn as it left. */
  void add(Conversation conversation, Turn turn) throws Refusal;

  /** A conversation with its turns, oldest first. */
  record Conversation(UUID id, String tenant, String subject, Purpose purpose, List<Turn> turns) {

    public Conversation {
      turns = List.copyOf(turns);
    }
  }
}

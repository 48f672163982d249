package dev.postern.bridge.disclosure;

import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.runtime.ids.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Conversations and their tokens in memory. */
final class ConversationsInMemory implements Conversations, TokenVaults {
  private final Map<UUID, List<Turn>> turns = new LinkedHashMap<>();
  final Map<UUID, Set<String>> concerned = new HashMap<>();
  private final Map<UUID, TokensInMemory> tokens = new HashMap<>();
  private final Map<UUID, Purpose> purposes = new HashMap<>();

  /** Its turns; none for an unknown one. */
  List<Turn> kept(UUID id) {
    List<Turn> known = turns.get(id);
    return known == null ? List.of() : List.copyOf(known);
  }

  @Override
  public Conversation open(Asker asker, Purpose purpose, UUID id) throws Refusal {
    List<Turn> known = turns.get(id);
    if (known == null) {
      throw new Refusal(Code.NOT_FOUND);
    }
    if (purposes.get(id) != purpose) {
      throw Conversations.otherPurpose();
    }
    return new Conversation(id, asker.tenant(), asker.subject(), purpose, known);
  }

  @Override
  public Conversation begin(Asker asker, Purpose purpose) {
    UUID id = Ids.next();
    turns.put(id, new ArrayList<>());
    purposes.put(id, purpose);
    return new Conversation(id, asker.tenant(), asker.subject(), purpose, List.of());
  }

  @Override
  public void concern(Conversation conversation, Set<String> patients) {
    concerned.computeIfAbsent(conversation.id(), id -> new HashSet<>()).addAll(patients);
  }

  @Override
  public void add(Conversation conversation, Turn turn) {
    turns.computeIfAbsent(conversation.id(), id -> new ArrayList<>()).add(turn);
  }

  @Override
  public Vault open(Conversation conversation) {
    TokensInMemory own = tokens.computeIfAbsent(conversation.id(), id -> new TokensInMemory());
    return new Vault(own, new IndexKey(new byte[32], conversation.id().toString()));
  }
}

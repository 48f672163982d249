package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One conversation's pseudonym vault, kept by the caller. An implementation keeps (conversation,
 * type, ordinal) and (conversation, index key) unique and retries on a conflict, so that several
 * processes may allocate at once. Values identify people and are encrypted at rest; the index key
 * never leaves.
 */
public interface TokenStore {

  /** Every token of the conversation. */
  List<StoredToken> tokens();

  /**
   * The token stored under this index key; if there is none, stores these values under the type's
   * next free ordinal. The first call under a key wins: later values are not added, so a token
   * never changes its meaning.
   *
   * @param indexKey 64 hex characters, a keyed hash of the entity: an index, never an id on the
   *     wire
   * @param values forms of the entity, the one to restore first
   */
  StoredToken allocate(IdentifierType type, String indexKey, List<String> values);

  /**
   * Does work that allocates several tokens, as one step: all of them are kept, or none is. The
   * work uses the store it is given.
   */
  default <T> T together(Function<TokenStore, T> work) {
    return work.apply(this);
  }

  /**
   * What restoring may put back into the answer to this request: the tokens that stand in its
   * bytes, as {@code [PERSON_1]}, with their values.
   */
  default Map<String, String> live(String requestBody) {
    Set<Token> sent = Token.in(requestBody);
    return tokens().stream()
        .filter(stored -> sent.contains(stored.token()))
        .collect(Collectors.toUnmodifiableMap(stored -> stored.token().text(), StoredToken::value));
  }
}

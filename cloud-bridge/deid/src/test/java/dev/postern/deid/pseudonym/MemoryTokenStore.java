package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One conversation's vault in memory. */
public final class MemoryTokenStore implements TokenStore {

  private final Map<String, StoredToken> byKey = new LinkedHashMap<>();
  private final Map<IdentifierType, Integer> highest = new EnumMap<>(IdentifierType.class);

  @Override
  public List<StoredToken> tokens() {
    return List.copyOf(byKey.values());
  }

  @Override
  public StoredToken allocate(IdentifierType type, String indexKey, List<String> values) {
    return byKey.computeIfAbsent(
        indexKey,
        key -> new StoredToken(new Token(type, highest.merge(type, 1, Integer::sum)), values));
  }
}

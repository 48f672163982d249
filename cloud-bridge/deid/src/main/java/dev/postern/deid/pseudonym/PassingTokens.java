package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vault for one showing: nothing is kept. */
public final class PassingTokens implements TokenStore {
  private final Map<String, StoredToken> byIndex = new LinkedHashMap<>();
  private final Map<IdentifierType, Integer> highest = new EnumMap<>(IdentifierType.class);

  @Override
  public synchronized List<StoredToken> tokens() {
    return new ArrayList<>(byIndex.values());
  }

  @Override
  public synchronized StoredToken allocate(
      IdentifierType type, String indexKey, List<String> values) {
    return byIndex.computeIfAbsent(
        indexKey,
        fresh -> new StoredToken(new Token(type, highest.merge(type, 1, Integer::sum)), values));
  }
}

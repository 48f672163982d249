package dev.postern.bridge.disclosure;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.pseudonym.StoredToken;
import dev.postern.deid.pseudonym.Token;
import dev.postern.deid.pseudonym.TokenStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vault in memory. */
final class TokensInMemory implements TokenStore {
  private final Map<String, StoredToken> byIndex = new LinkedHashMap<>();

  @Override
  public List<StoredToken> tokens() {
    return List.copyOf(byIndex.values());
  }

  @Override
  public StoredToken allocate(IdentifierType type, String indexKey, List<String> values) {
    long taken = byIndex.values().stream().filter(t -> t.token().type() == type).count();
    return byIndex.computeIfAbsent(
        indexKey, fresh -> new StoredToken(new Token(type, (int) taken + 1), values));
  }
}

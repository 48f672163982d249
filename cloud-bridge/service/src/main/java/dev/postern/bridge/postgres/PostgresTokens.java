package dev.postern.bridge.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.pseudonym.StoredToken;
import dev.postern.deid.pseudonym.Token;
import dev.postern.deid.pseudonym.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One conversation's tokens; ordinals are free of conflict over all bridges by the table's keys.
 */
final class PostgresTokens implements TokenStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> VALUES = new TypeReference<>() {};
  private static final int ATTEMPTS = 100;

  private final Database database;
  private final UUID conversation;
  private final ContentKey key;

  PostgresTokens(Database database, UUID conversation, ContentKey key) {
    this.database = database;
    this.conversation = conversation;
    this.key = key;
  }

  @Override
  public List<StoredToken> tokens() {
    try {
      return database.query(
          "SELECT type, ordinal, sealed FROM token WHERE conversation = ? ORDER BY type, ordinal",
          this::read,
          conversation);
    } catch (SQLException e) {
      throw new IllegalStateException("tokens can't be read", e);
    }
  }

  @Override
  public StoredToken allocate(IdentifierType type, String indexKey, List<String> values) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<StoredToken> stored = find(indexKey);
        if (stored.isPresent()) {
          return stored.get();
        }
        insert(type, indexKey, values);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a token can't be allocated", e);
    }
    throw new IllegalStateException("a token can't be allocated for conflicts");
  }

  private Optional<StoredToken> find(String indexKey) throws SQLException {
    return database
        .query(
            "SELECT type, ordinal, sealed FROM token WHERE conversation = ? AND index_key = ?",
            this::read,
            conversation,
            indexKey)
        .stream()
        .findFirst();
  }

  // Somebody else's token of the same ordinal or index makes this a no-op; then we look again.
  private void insert(IdentifierType type, String indexKey, List<String> values)
      throws SQLException {
    int next =
        database
            .query(
                "SELECT coalesce(max(ordinal), 0) + 1 FROM token WHERE conversation = ? AND type = ?",
                row -> row.getInt(1),
                conversation,
                type.name())
            .getFirst();
    database.update(
        """
        INSERT INTO token (conversation, type, ordinal, index_key, sealed)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        conversation,
        type.name(),
        next,
        indexKey,
        key.seal(json(values), associated(type, next)));
  }

  private StoredToken read(ResultSet row) throws SQLException {
    IdentifierType type = IdentifierType.valueOf(row.getString(1));
    int ordinal = row.getInt(2);
    try {
      byte[] values = key.open(row.getBytes(3), associated(type, ordinal));
      return new StoredToken(new Token(type, ordinal), JSON.readValue(values, VALUES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a token of this conversation can't be opened", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] associated(IdentifierType type, int ordinal) {
    return PostgresConversations.associated(conversation, type + "_" + ordinal);
  }

  private static byte[] json(List<String> values) {
    try {
      return JSON.writeValueAsBytes(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }
}

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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * One conversation's tokens; ordinals are free of conflict over all bridges by the table's keys.
 */
final class PostgresTokens implements TokenStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> VALUES = new TypeReference<>() {};

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
    return together(store -> store.allocate(type, indexKey, values));
  }

  /**
   * One transaction and one commit for all: a lock on the conversation makes finding the next
   * ordinal and taking it one step over all bridges.
   */
  @Override
  public <T> T together(Function<TokenStore, T> work) {
    try {
      return database.transaction(
          connection -> {
            Together tokens = new Together(connection);
            T result = work.apply(tokens);
            tokens.keep();
            return result;
          });
    } catch (SQLException e) {
      throw new IllegalStateException("tokens can't be allocated", e);
    }
  }

  /** The conversation's tokens within one transaction. */
  private final class Together implements TokenStore {
    private final Connection connection;
    private final Map<String, StoredToken> byIndex = new LinkedHashMap<>();
    private final Map<IdentifierType, Integer> highest = new EnumMap<>(IdentifierType.class);
    private final Map<String, StoredToken> fresh = new LinkedHashMap<>();

    Together(Connection connection) throws SQLException {
      this.connection = connection;
      Database.query(
          connection,
          "SELECT pg_advisory_xact_lock(hashtextextended(?, 2))",
          row -> "",
          conversation.toString());
      Database.query(
              connection,
              "SELECT type, ordinal, sealed, index_key FROM token WHERE conversation = ?"
                  + " ORDER BY type, ordinal",
              row -> Map.entry(row.getString(4), read(row)),
              conversation)
          .forEach(
              stored -> {
                Token token = stored.getValue().token();
                highest.merge(token.type(), token.ordinal(), Math::max);
                byIndex.put(stored.getKey(), stored.getValue());
              });
    }

    @Override
    public List<StoredToken> tokens() {
      return List.copyOf(byIndex.values());
    }

    @Override
    public StoredToken allocate(IdentifierType type, String indexKey, List<String> values) {
      StoredToken known = byIndex.get(indexKey);
      if (known != null) {
        return known;
      }
      Token token = new Token(type, highest.merge(type, 1, Integer::sum));
      StoredToken stored = new StoredToken(token, values);
      byIndex.put(indexKey, stored);
      fresh.put(indexKey, stored);
      return stored;
    }

    void keep() throws SQLException {
      if (fresh.isEmpty()) {
        return;
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO token (conversation, type, ordinal, index_key, sealed)"
                  + " VALUES (?, ?, ?, ?, ?)")) {
        for (Map.Entry<String, StoredToken> each : fresh.entrySet()) {
          Token token = each.getValue().token();
          insert.setObject(1, conversation);
          insert.setString(2, token.type().name());
          insert.setInt(3, token.ordinal());
          insert.setString(4, each.getKey());
          insert.setBytes(
              5,
              key.seal(json(each.getValue().values()), associated(token.type(), token.ordinal())));
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
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

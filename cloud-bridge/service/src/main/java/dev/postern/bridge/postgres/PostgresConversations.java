package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Conversations;
import dev.postern.bridge.disclosure.DestroyedKey;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.TokenVaults;
import dev.postern.bridge.disclosure.Turn;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.SecretsUnavailable;
import dev.postern.deid.pseudonym.IndexKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Conversations, their turns and their pseudonym vaults; ended ones are deleted whole. */
public final class PostgresConversations implements Conversations, TokenVaults {
  private static final String KEY_OF_DAY = "conversation:";

  private final Database database;
  private final ContentKeys keys;
  private final Duration timeToLive;
  private final int turns;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * @param timeToLive from a conversation's begin to its end
   * @param turns how many of the latest turns go with the next question
   */
  public PostgresConversations(
      DataSource pool,
      ContentKeys keys,
      Duration timeToLive,
      int turns,
      Supplier<UUID> ids,
      Clock clock) {
    if (!timeToLive.isPositive() || turns < 0) {
      throw new IllegalArgumentException(
          "bridge.conversation: a positive time and no negative turns");
    }
    this.database = new Database(pool);
    this.keys = keys;
    this.timeToLive = timeToLive;
    this.turns = turns;
    this.ids = ids;
    this.clock = clock;
  }

  private record Stored(String tenant, String subject, String purpose, String keyName) {}

  @Override
  public Conversation open(Asker asker, Purpose purpose, UUID id) throws Refusal {
    try {
      Stored stored =
          database
              .query(
                  """
                  SELECT tenant, subject, purpose, key_name FROM conversation
                   WHERE id = ? AND expires_at > ?
                  """,
                  row ->
                      new Stored(
                          row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                  id,
                  clock.instant())
              .stream()
              .findFirst()
              .orElseThrow(() -> new Refusal(Code.NOT_FOUND));
      if (!asker.is(stored.tenant(), stored.subject())) {
        throw new Refusal(Code.NOT_FOUND);
      }
      if (!stored.purpose().equals(purpose.name())) {
        throw Conversations.otherPurpose();
      }
      List<Turn> latest = latest(id, keys.named(stored.keyName()));
      return new Conversation(id, asker.tenant(), asker.subject(), purpose, latest);
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  private List<Turn> latest(UUID id, ContentKey key) throws SQLException {
    List<byte[]> sealed =
        database.query(
            """
            SELECT sealed FROM
              (SELECT number, sealed FROM turn WHERE conversation = ? ORDER BY number DESC LIMIT ?)
              AS latest ORDER BY number
            """,
            row -> row.getBytes(1),
            id,
            turns);
    List<Turn> latest = new ArrayList<>();
    for (byte[] each : sealed) {
      try {
        latest.add(TurnFormat.read(key.open(each, associated(id, "turn"))));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a turn of conversation " + id + " can't be opened", e);
      }
    }
    return latest;
  }

  @Override
  public Conversation begin(Asker asker, Purpose purpose) throws Refusal {
    UUID id = ids.get();
    Instant now = clock.instant();
    String keyName = KEY_OF_DAY + LocalDate.ofInstant(now, ZoneOffset.UTC);
    try {
      keys.named(keyName);
      database.update(
          """
          INSERT INTO conversation (id, tenant, subject, purpose, key_name, expires_at)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          id,
          asker.tenant(),
          asker.subject(),
          purpose.name(),
          keyName,
          now.plus(timeToLive));
      return new Conversation(id, asker.tenant(), asker.subject(), purpose, List.of());
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  @Override
  public void concern(Conversation conversation, Set<String> patients) throws Refusal {
    if (patients.isEmpty()) {
      return;
    }
    try {
      database.update(
          """
          INSERT INTO conversation_patient (conversation, patient)
          SELECT ?, unnest(?) ON CONFLICT DO NOTHING
          """,
          conversation.id(),
          patients.toArray(String[]::new));
    } catch (SQLException e) { // ended by now, or no database
      throw new Refusal(Code.OVERLOADED);
    }
  }

  @Override
  public void add(Conversation conversation, Turn turn) throws Refusal {
    try {
      UUID id = conversation.id();
      byte[] sealed = key(id).seal(TurnFormat.write(turn), associated(id, "turn"));
      database.update("INSERT INTO turn (conversation, sealed) VALUES (?, ?)", id, sealed);
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  @Override
  public Vault open(Conversation conversation) throws Refusal {
    try {
      UUID id = conversation.id();
      ContentKey key = key(id);
      String scope = conversation.tenant() + "\n" + id;
      return new Vault(
          new PostgresTokens(database, id, key), new IndexKey(key.derive("token index"), scope));
    } catch (SQLException e) {
      throw new Refusal(Code.OVERLOADED);
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  private ContentKey key(UUID conversation) throws SQLException, SecretsUnavailable, Refusal {
    List<String> name =
        database.query(
            "SELECT key_name FROM conversation WHERE id = ?",
            row -> row.getString(1),
            conversation);
    if (name.isEmpty()) {
      throw new Refusal(Code.NOT_FOUND);
    }
    return keys.named(name.getFirst());
  }

  /**
   * Ends the conversations that concern a patient whose key was destroyed. A key is acted upon once
   * for all bridges: what began after it is about what is known since.
   */
  public void forgetPatients(List<DestroyedKey> keys) throws SQLException {
    database.update(
        """
        WITH fresh AS (
          INSERT INTO forgotten_key (id) SELECT DISTINCT unnest(?::uuid[]) ON CONFLICT DO NOTHING RETURNING id)
        DELETE FROM conversation WHERE id IN (
          SELECT c.id FROM unnest(?::uuid[], ?::text[], ?::text[]) AS destroyed (id, tenant, patient)
            JOIN fresh USING (id)
            JOIN conversation_patient p USING (patient)
            JOIN conversation c ON c.id = p.conversation AND c.tenant = destroyed.tenant)
        """,
        ids(keys),
        ids(keys),
        keys.stream().map(DestroyedKey::tenant).toArray(String[]::new),
        keys.stream().map(DestroyedKey::subject).toArray(String[]::new));
  }

  private static String[] ids(List<DestroyedKey> keys) {
    return keys.stream().map(key -> key.id().toString()).toArray(String[]::new);
  }

  /**
   * Deletes conversations that have ended, with their turns and tokens; and the keys of days of
   * which no conversation is left.
   */
  public void forgetEnded() throws SQLException {
    Instant now = clock.instant();
    database.update("DELETE FROM conversation WHERE expires_at <= ?", now);
    keys.destroy(KEY_OF_DAY, now.minus(timeToLive).minus(Duration.ofDays(2)));
  }

  static byte[] associated(UUID conversation, String what) {
    return (conversation + "\0" + what).getBytes(StandardCharsets.UTF_8);
  }
}

package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Outbox;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The outbox, encrypted under a key that is opened when the bridge starts. */
public final class PostgresOutbox implements Outbox {
  private static final String KEY = "outbox";
  private static final System.Logger LOGGER = System.getLogger(PostgresOutbox.class.getName());

  private final Database database;
  private final ContentKeys keys;

  public PostgresOutbox(DataSource pool, ContentKeys keys) {
    this.database = new Database(pool);
    this.keys = keys;
  }

  /** Opens the key now, so that the outbox works when the secrets server does not. */
  public void open() throws SecretsUnavailable {
    try {
      keys.named(KEY);
    } catch (SQLException e) {
      throw new IllegalStateException("the outbox can't be opened", e);
    }
  }

  @Override
  public boolean waiting() {
    try {
      return database
          .query(
              "SELECT EXISTS (SELECT FROM outbox WHERE refused IS NULL)", row -> row.getBoolean(1))
          .getFirst();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public boolean put(UUID id, byte[] content) {
    try {
      byte[] sealed = keys.named(KEY).seal(content, associated(id));
      database.update(
          "INSERT INTO outbox (id, key_name, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          id,
          KEY,
          sealed);
      return true;
    } catch (SQLException | SecretsUnavailable e) {
      LOGGER.log(System.Logger.Level.ERROR, "entry {0} can't wait in the outbox", id);
      return false;
    }
  }

  @Override
  public Optional<Item> oldest() {
    try {
      ContentKey key = keys.named(KEY);
      return database
          .query(
              "SELECT id, sealed FROM outbox WHERE refused IS NULL ORDER BY number LIMIT 1",
              row -> new Item(row.getObject(1, UUID.class), row.getBytes(2)))
          .stream()
          .findFirst()
          .map(item -> new Item(item.id(), opened(key, item)));
    } catch (SQLException | SecretsUnavailable e) {
      return Optional.empty();
    }
  }

  private static byte[] opened(ContentKey key, Item item) {
    try {
      return key.open(item.content(), associated(item.id()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("outbox item " + item.id() + " can't be opened", e);
    }
  }

  @Override
  public void remove(UUID id) {
    try {
      database.update("DELETE FROM outbox WHERE id = ?", id);
    } catch (SQLException e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "outbox item {0} stays: appending again is harmless", id);
    }
  }

  @Override
  public void setAside(UUID id, String code) {
    try {
      database.update("UPDATE outbox SET refused = ? WHERE id = ?", code, id);
      LOGGER.log(
          System.Logger.Level.ERROR,
          "the log refused entry {0} ({1}): it is set aside and tried again at the next start",
          id,
          code);
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.WARNING, "outbox item {0} can''t be set aside", id);
    }
  }

  /** Lets what was set aside wait again: another build, or the log itself, may have been mended. */
  public void tryAgain() throws SQLException {
    database.update("UPDATE outbox SET refused = NULL WHERE refused IS NOT NULL");
  }

  /** How many are set aside; each wants a person. */
  public long refused() throws SQLException {
    return database
        .query("SELECT count(*) FROM outbox WHERE refused IS NOT NULL", row -> row.getLong(1))
        .getFirst();
  }

  private static byte[] associated(UUID id) {
    return ("outbox\0" + id).getBytes(StandardCharsets.UTF_8);
  }
}

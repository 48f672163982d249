package dev.postern.bridge.postgres;

import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Named content keys of this database: the first one stored under a name wins; opened ones stay in
 * memory.
 */
public final class ContentKeys {
  private final Database database;
  private final KeyWrapper wrapper;
  private final Map<String, ContentKey> opened = new ConcurrentHashMap<>();

  public ContentKeys(DataSource pool, KeyWrapper wrapper) {
    this.database = new Database(pool);
    this.wrapper = wrapper;
  }

  /** The key of this name; made where there is none. */
  ContentKey named(String name) throws SQLException, SecretsUnavailable {
    ContentKey known = opened.get(name);
    if (known != null) {
      return known;
    }
    String wrapped = stored(name);
    if (wrapped == null) {
      String fresh = wrapper.make().wrapped();
      database.update(
          "INSERT INTO content_key (name, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING",
          name,
          fresh);
      wrapped = stored(name);
    }
    ContentKey key = wrapper.open(String.valueOf(wrapped));
    opened.put(name, key);
    return key;
  }

  private @org.jspecify.annotations.Nullable String stored(String name) throws SQLException {
    List<String> found =
        database.query(
            "SELECT wrapped FROM content_key WHERE name = ?", row -> row.getString(1), name);
    return found.isEmpty() ? null : found.getFirst();
  }
}

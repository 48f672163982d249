package dev.postern.bridge.postgres;

import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Destroys the keys that nothing is encrypted under any more and that are older than this. */
  void destroy(String prefix, Instant before) throws SQLException {
    database.update(
        """
        DELETE FROM content_key k WHERE starts_with(k.name, ?) AND k.created_at < ?
           AND NOT EXISTS (SELECT FROM conversation c WHERE c.key_name = k.name)
        """,
        prefix,
        before);
    Set<String> left =
        new HashSet<>(database.query("SELECT name FROM content_key", r -> r.getString(1)));
    opened.keySet().removeIf(name -> name.startsWith(prefix) && !left.contains(name));
  }

  private @org.jspecify.annotations.Nullable String stored(String name) throws SQLException {
    List<String> found =
        database.query(
            "SELECT wrapped FROM content_key WHERE name = ?", row -> row.getString(1), name);
    return found.isEmpty() ? null : found.getFirst();
  }
}

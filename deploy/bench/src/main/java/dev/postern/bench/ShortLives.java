package dev.postern.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.vault.VaultClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Vault whose sessions, database logins and certificates for the bridge last for seconds. What
 * the bridge holds already lasts as it did: start it anew.
 */
final class ShortLives implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = Service.BRIDGE.id();
  private static final String SESSIONS = "auth/approle/role/" + NAME;
  private static final Map<String, Map<String, String>> SHORT =
      Map.of(
          SESSIONS,
          Map.of("token_period", "0", "token_ttl", "12s", "token_max_ttl", "18s"),
          "database/roles/" + NAME,
          Map.of("default_ttl", "9s", "max_ttl", "12s"),
          "pki/roles/" + NAME,
          Map.of("ttl", "15s", "max_ttl", "15s"));

  private final Postern postern;
  private final VaultClient vault;
  private final Map<String, Map<String, Object>> before = new LinkedHashMap<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

  private ShortLives(Postern postern) {
    this.postern = postern;
    this.vault = postern.vault().root();
  }

  static ShortLives of(Postern postern) {
    ShortLives lives = new ShortLives(postern);
    SHORT.forEach(lives::shorten);
    var unused = lives.looking.scheduleWithFixedDelay(lives::look, 0, 500, TimeUnit.MILLISECONDS);
    return lives;
  }

  private void shorten(String role, Map<String, String> lives) {
    Map<String, Object> found =
        JSON.convertValue(vault.get(role).path("data"), new TypeReference<>() {});
    before.put(role, found);
    Map<String, Object> now = new LinkedHashMap<>(found);
    now.putAll(lives);
    vault.post(role, now);
  }

  /** How many different logins and certificates the bridge had so far. */
  int seen() {
    return seen.size();
  }

  private void look() {
    try (Connection connection = postern.database(Service.BRIDGE.database()).getConnection();
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "SELECT DISTINCT usename FROM pg_stat_activity WHERE usename LIKE 'v-%'"
                    + " AND datname = current_database()")) {
      while (names.next()) {
        seen.add(names.getString(1));
      }
      Path certificate = postern.layout().run(NAME).resolve("tls/tls.crt");
      seen.add(Files.getLastModifiedTime(certificate).toString());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lives are as long again as before. */
  @Override
  public void close() {
    looking.close();
    before.forEach(vault::post);
  }
}

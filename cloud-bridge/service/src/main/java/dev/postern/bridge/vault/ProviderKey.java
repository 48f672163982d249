package dev.postern.bridge.vault;

import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider's API key from the KV mount, read again after a minute. While Vault gives no answer
 * the key in memory serves.
 */
public final class ProviderKey implements Supplier<String> {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final System.Logger LOGGER = System.getLogger(ProviderKey.class.getName());

  private final VaultSession session;
  private final String path;
  private final Clock clock;
  private @Nullable String key;
  private Instant readAt = Instant.MIN;

  /**
   * @param path under the KV mount, such as providers/azure; its field is api_key
   */
  public ProviderKey(VaultSession session, String path, Clock clock) {
    this.session = session;
    this.path = path;
    this.clock = clock;
  }

  /**
   * The key.
   *
   * @throws IllegalStateException when it was never to be had
   */
  @Override
  public synchronized String get() {
    String known = key;
    Instant now = clock.instant();
    if (known != null && now.isBefore(readAt.plus(FRESH))) {
      return known;
    }
    try {
      String read = session.secret(path).get("api_key");
      if (read == null || read.isBlank()) {
        throw new IllegalStateException("the provider's secret has no api_key");
      }
      key = read;
      readAt = now;
      return read;
    } catch (VaultFailure e) {
      if (known == null) {
        throw new IllegalStateException("no provider key", e);
      }
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a provider key was not read again: {0}",
          e.getClass().getSimpleName());
      readAt = now;
      return known;
    }
  }
}

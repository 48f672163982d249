package dev.postern.bridge.vault;

import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider's secret from the KV mount, read again after a minute. While Vault gives no answer the
 * one in memory serves.
 */
public final class ProviderSecret implements Supplier<Map<String, String>> {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final System.Logger LOGGER = System.getLogger(ProviderSecret.class.getName());

  private final VaultSession session;
  private final String path;
  private final Set<String> fields;
  private final Clock clock;
  private @Nullable Map<String, String> secret;
  private Instant readAt = Instant.MIN;

  /**
   * @param path under the KV mount, such as providers/azure
   * @param fields that it must have
   */
  public ProviderSecret(VaultSession session, String path, Set<String> fields, Clock clock) {
    this.session = session;
    this.path = path;
    this.fields = Set.copyOf(fields);
    this.clock = clock;
  }

  /**
   * The secret's fields.
   *
   * @throws IllegalStateException when it was never to be had
   */
  @Override
  public synchronized Map<String, String> get() {
    Map<String, String> known = secret;
    Instant now = clock.instant();
    if (known != null && now.isBefore(readAt.plus(FRESH))) {
      return known;
    }
    try {
      Map<String, String> read = session.secret(path);
      for (String field : fields) {
        if (read.getOrDefault(field, "").isBlank()) {
          throw new IllegalStateException("the provider's secret has no " + field);
        }
      }
      secret = read;
      readAt = now;
      return read;
    } catch (VaultFailure e) {
      if (known == null) {
        throw new IllegalStateException("no provider secret", e);
      }
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a provider's secret was not read again: {0}",
          e.getClass().getSimpleName());
      readAt = now;
      return known;
    }
  }
}

package dev.postern.bridge.vault;

import dev.postern.bridge.renewal.Renewing;
import dev.postern.bridge.renewal.Renewing.Served;
import dev.postern.runtime.vault.VaultFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A provider's secret, read again after a minute. While Vault gives no answer the one in memory
 * serves; what was taken out of Vault opens nothing any more.
 */
public final class ProviderSecret implements Supplier<Map<String, String>> {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final System.Logger LOGGER = System.getLogger(ProviderSecret.class.getName());

  private final Supplier<Map<String, String>> vault;
  private final Set<String> fields;
  private final Renewing<Map<String, String>> secret;

  /**
   * @param vault reads it now; throws {@link VaultFailure} while it can't be had
   * @param fields that it must have
   */
  public ProviderSecret(Supplier<Map<String, String>> vault, Set<String> fields, Clock clock) {
    this.vault = vault;
    this.fields = Set.copyOf(fields);
    this.secret = new Renewing<>(this::read, FRESH, clock);
  }

  /**
   * The secret's fields.
   *
   * @throws IllegalStateException when it was never to be had, or lacks a field
   */
  @Override
  public Map<String, String> get() {
    return secret.get();
  }

  private Optional<Served<Map<String, String>>> read(Instant now) {
    try {
      var read = vault.get();
      for (var field : fields) {
        if (read.getOrDefault(field, "").isBlank()) {
          LOGGER.log(System.Logger.Level.WARNING, "a provider''s secret has no {0}", field);
          return Optional.empty();
        }
      }
      return Optional.of(new Served<>(read, now.plus(FRESH), Instant.MAX));
    } catch (VaultFailure e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a provider''s secret was not read: {0}",
          e.getClass().getSimpleName());
      throw e;
    }
  }
}

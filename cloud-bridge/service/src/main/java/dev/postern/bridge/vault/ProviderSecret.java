package dev.postern.bridge.vault;

import dev.postern.runtime.vault.VaultFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider's secret, read again after a minute beside the calls that it opens: a caller waits
 * only for the first one. While Vault gives no answer the one in memory serves.
 */
public final class ProviderSecret implements Supplier<Map<String, String>> {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final System.Logger LOGGER = System.getLogger(ProviderSecret.class.getName());

  private final Supplier<Map<String, String>> vault;
  private final Set<String> fields;
  private final Clock clock;
  private @Nullable Map<String, String> secret;
  private Instant readAt = Instant.MIN;
  private @Nullable CompletableFuture<Map<String, String>> underway;

  /**
   * @param vault reads it now; throws {@link VaultFailure} while it can't be had
   * @param fields that it must have
   */
  public ProviderSecret(Supplier<Map<String, String>> vault, Set<String> fields, Clock clock) {
    this.vault = vault;
    this.fields = Set.copyOf(fields);
    this.clock = clock;
  }

  /**
   * The secret's fields.
   *
   * @throws IllegalStateException when it was never to be had, or lacks a field
   */
  @Override
  public Map<String, String> get() {
    try {
      return serving(clock.instant()).join();
    } catch (CompletionException | CancellationException e) {
      throw new IllegalStateException("no provider secret", e.getCause());
    }
  }

  private synchronized CompletableFuture<Map<String, String>> serving(Instant now) {
    Map<String, String> known = secret;
    if (known == null) {
      return reading(now);
    }
    if (!now.isBefore(readAt.plus(FRESH))) {
      var unused = reading(now);
    }
    return CompletableFuture.completedFuture(known);
  }

  /** One reading at a time, whoever asked first; the others hear the same. */
  private synchronized CompletableFuture<Map<String, String>> reading(Instant now) {
    CompletableFuture<Map<String, String>> running = underway;
    if (running != null) {
      return running;
    }
    CompletableFuture<Map<String, String>> fresh = new CompletableFuture<>();
    underway = fresh;
    Thread.ofVirtual().name("provider-secret").start(() -> read(fresh, now));
    return fresh;
  }

  private void read(CompletableFuture<Map<String, String>> fresh, Instant now) {
    try {
      Map<String, String> read = vault.get();
      for (String field : fields) {
        if (read.getOrDefault(field, "").isBlank()) {
          throw new IllegalStateException("the provider's secret has no " + field);
        }
      }
      serve(read, now);
      fresh.complete(read);
    } catch (VaultFailure e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a provider''s secret was not read: {0}",
          e.getClass().getSimpleName());
      tryLater(now);
      fresh.completeExceptionally(e);
    } catch (RuntimeException e) {
      serve(null, now); // what was taken out of Vault opens nothing any more
      fresh.completeExceptionally(e);
    } finally {
      abandon(fresh);
    }
  }

  private synchronized void serve(@Nullable Map<String, String> read, Instant now) {
    underway = null;
    secret = read;
    readAt = now;
  }

  private synchronized void tryLater(Instant now) {
    underway = null;
    readAt = now;
  }

  /** Whatever was thrown, nobody waits for ever. */
  private synchronized void abandon(CompletableFuture<Map<String, String>> fresh) {
    if (fresh.cancel(false)) {
      underway = null;
    }
  }
}

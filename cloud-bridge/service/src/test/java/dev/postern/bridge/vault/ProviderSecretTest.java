package dev.postern.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.runtime.vault.VaultUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProviderSecretTest {
  private static final Supplier<Map<String, String>> AWAY =
      () -> {
        throw new VaultUnavailable("kv: no answer");
      };

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final InstantSource source = now::get;
  private final AtomicInteger reads = new AtomicInteger();
  private final Semaphore answers = new Semaphore(1);
  private volatile Supplier<Map<String, String>> vault = () -> Map.of("api_key", "first");
  private final ProviderSecret secret =
      new ProviderSecret(
          () -> {
            reads.incrementAndGet();
            answers.acquireUninterruptibly();
            return vault.get();
          },
          Set.of("api_key"),
          source.withZone(ZoneOffset.UTC));

  private String key() {
    return secret.get().getOrDefault("api_key", "");
  }

  /** Asks until a reading has come through. */
  private String otherThan(String before) {
    String key = key();
    while (key.equals(before)) {
      Thread.onSpinWait();
      key = key();
    }
    return key;
  }

  @Test
  void nobodyWaitsWhileItIsReadAgainAndAChangedOneServesFromThenOn() {
    assertEquals("first", key());
    vault = () -> Map.of("api_key", "second");
    now.updateAndGet(t -> t.plusSeconds(59));
    assertEquals("first", key());
    assertEquals(1, reads.get());

    now.updateAndGet(t -> t.plusSeconds(1));
    assertEquals("first", key());
    answers.release();
    assertEquals("second", otherThan("first"));
  }

  @Test
  void allWaitForTheFirstReadingTogether() throws Exception {
    answers.acquireUninterruptibly();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> one = callers.submit(this::key);
      Future<String> other = callers.submit(this::key);
      answers.release();
      assertEquals("first", one.get());
      assertEquals("first", other.get());
    }
    assertEquals(1, reads.get());
  }

  @Test
  void theOneInMemoryServesWhileVaultIsAwayAndWithoutOneNothingDoes() {
    answers.release(8);
    vault = AWAY;
    assertThrows(IllegalStateException.class, secret::get);
    vault = () -> Map.of("api_key", "first");
    assertEquals("first", key());

    vault = AWAY;
    now.updateAndGet(t -> t.plusSeconds(60));
    assertEquals("first", key());
    now.updateAndGet(t -> t.plusSeconds(3600));
    assertEquals("first", key());
    vault = () -> Map.of("api_key", "second");
    now.updateAndGet(t -> t.plusSeconds(60));
    assertEquals("second", otherThan("first"));
  }

  @Test
  void whatWasTakenOutOfVaultOpensNothingAnyMore() {
    answers.release(1_000_000);
    assertEquals("first", key());
    vault = () -> Map.of("api_key", " ");
    now.updateAndGet(t -> t.plusSeconds(60));

    assertThrows(
        IllegalStateException.class,
        () -> {
          while (true) {
            assertEquals("first", key());
          }
        });
  }
}

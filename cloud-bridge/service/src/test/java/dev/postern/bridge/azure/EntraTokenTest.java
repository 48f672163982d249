package dev.postern.bridge.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.bridge.azure.EntraToken.Application;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.contract.TestCloud;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.endpoint.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deployments path, opened by a token of Entra ID; and how long a token serves. */
class EntraTokenTest extends AzureOpenAiTest {
  private static final String TOKENS = "/tenant/oauth2/v2.0/token";
  private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

  @Override
  protected String path() {
    return "";
  }

  @Override
  protected boolean fetchesItsSecret() {
    return true;
  }

  @Override
  protected LanguageModel at(Endpoint endpoint, Duration answerWithin, Clock clock) {
    EntraToken token = token(TestCloud.KEY, clock);
    return model(endpoint, () -> new Server.Secret.Bearer(token.get()), answerWithin, clock);
  }

  @Override
  protected LanguageModel withoutSecret(Endpoint endpoint, Clock clock) {
    EntraToken token = token("wrong", clock);
    return model(
        endpoint, () -> new Server.Secret.Bearer(token.get()), Duration.ofSeconds(20), clock);
  }

  private EntraToken token(String secret, Clock clock) {
    return new EntraToken(
        cloud.endpoint(TOKENS), () -> new Application("client", secret), SCOPE, clock);
  }

  @Test
  void aTokenServesOnWhileTheSecretThatRenewsItCanNotBeHad() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    AtomicBoolean sealed = new AtomicBoolean();
    Supplier<Application> vault =
        () ->
            sealed.get()
                ? EntraTokenTest.<Application>noSecret().get()
                : new Application("client", TestCloud.KEY);
    InstantSource source = now::get;
    EntraToken token =
        new EntraToken(cloud.endpoint(TOKENS), vault, SCOPE, source.withZone(ZoneOffset.UTC));
    String first = token.get();
    sealed.set(true);
    now.updateAndGet(t -> t.plusSeconds(3000));
    assertEquals(first, token.get());
    now.updateAndGet(t -> t.plusSeconds(600));
    assertThrows(IllegalStateException.class, token::get);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aTokenIsRenewedAfterTwoThirdsOfItsLifeAndNeverOutlivesIt() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    InstantSource source = now::get;
    EntraToken token = token(TestCloud.KEY, source.withZone(ZoneOffset.UTC));
    String first = token.get();
    now.updateAndGet(t -> t.plusSeconds(2398));
    token.renewAhead();
    assertEquals(first, token.get());
    now.updateAndGet(t -> t.plusSeconds(2));
    String second = otherThan(first, token);

    cloud.close();
    now.updateAndGet(t -> t.plusSeconds(3538));
    assertEquals(second, token.get());
    now.updateAndGet(t -> t.plusSeconds(1));
    IllegalStateException none = assertThrows(IllegalStateException.class, token::get);
    String told = String.valueOf(none.getMessage()) + none.getCause();
    assertFalse(told.toLowerCase(Locale.ROOT).contains(TestCloud.KEY));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nobodyWaitsForARenewalWhileTheTokenServesAndAllWaitForOneWhenItDoesNot() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    InstantSource source = now::get;
    Semaphore vault = new Semaphore(1);
    AtomicInteger asked = new AtomicInteger();
    Supplier<Application> slow =
        () -> {
          asked.incrementAndGet();
          vault.acquireUninterruptibly();
          return new Application("client", TestCloud.KEY);
        };
    EntraToken token =
        new EntraToken(cloud.endpoint(TOKENS), slow, SCOPE, source.withZone(ZoneOffset.UTC));
    String first = token.get();
    now.updateAndGet(t -> t.plusSeconds(2400));
    assertEquals(first, token.get());
    assertEquals(first, token.get());

    now.updateAndGet(t -> t.plusSeconds(1140));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> one = callers.submit(token::get);
      Future<String> other = callers.submit(token::get);
      vault.release();
      assertNotEquals(first, one.get());
      assertEquals(one.get(), other.get());
    }
    assertEquals(2, asked.get());
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aTokenIsThereBeforeTheFirstCallerAndAfterQuietHours() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    InstantSource source = now::get;
    AtomicBoolean sealed = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    Supplier<Application> vault =
        () -> {
          asked.incrementAndGet();
          return sealed.get()
              ? EntraTokenTest.<Application>noSecret().get()
              : new Application("client", TestCloud.KEY);
        };
    EntraToken token =
        new EntraToken(cloud.endpoint(TOKENS), vault, SCOPE, source.withZone(ZoneOffset.UTC));
    token.renewAhead();
    String first = token.get(); // the renewal under way, or what it brought
    assertEquals(1, asked.get());

    now.updateAndGet(t -> t.plusSeconds(2400));
    token.renewAhead();
    String second = otherThan(first, token);
    sealed.set(true);
    now.updateAndGet(t -> t.plusSeconds(1200)); // the first one has ended
    assertEquals(second, token.get());
    assertEquals(2, asked.get());
  }

  /** Asks until a renewal has come through. */
  private static String otherThan(String first, EntraToken token) {
    String now = token.get();
    while (now.equals(first)) {
      Thread.onSpinWait();
      now = token.get();
    }
    return now;
  }
}

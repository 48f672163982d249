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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

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
  void aTokenIsRenewedAfterTwoThirdsOfItsLifeAndNeverOutlivesIt() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    InstantSource source = now::get;
    EntraToken token = token(TestCloud.KEY, source.withZone(ZoneOffset.UTC));
    String first = token.get();
    now.updateAndGet(t -> t.plusSeconds(2398));
    assertEquals(first, token.get());
    now.updateAndGet(t -> t.plusSeconds(2));
    String second = token.get();
    assertNotEquals(first, second);

    cloud.close();
    now.updateAndGet(t -> t.plusSeconds(3538));
    assertEquals(second, token.get());
    now.updateAndGet(t -> t.plusSeconds(1));
    IllegalStateException none = assertThrows(IllegalStateException.class, token::get);
    String told = String.valueOf(none.getMessage()) + none.getCause();
    assertFalse(told.toLowerCase(Locale.ROOT).contains(TestCloud.KEY));
  }
}

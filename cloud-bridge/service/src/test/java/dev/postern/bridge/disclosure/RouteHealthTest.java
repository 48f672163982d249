package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.bridge.disclosure.RouteHealth.Bounds;
import dev.postern.bridge.disclosure.RouteHealth.Entered;
import dev.postern.bridge.disclosure.RouteHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RouteHealthTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final RouteHealth health =
      new RouteHealth(
          Map.of(Ward.ROUTE.name(), new Bounds(2, 3, Duration.ofSeconds(10))),
          ((InstantSource) now::get).withZone(ZoneOffset.UTC));

  private void fail(int times) throws Refusal {
    for (int i = 0; i < times; i++) {
      try (Entered entered = health.enter(Ward.ROUTE)) {
        entered.failed();
      }
    }
  }

  private Code refused() {
    return assertThrows(Refusal.class, () -> health.enter(Ward.ROUTE)).code();
  }

  private State state() {
    return health.state(Ward.ROUTE.name());
  }

  @Test
  void aRouteCarriesAsManyCallsAsItMayAndNoneMore() throws Refusal {
    Entered first = health.enter(Ward.ROUTE);
    health.enter(Ward.ROUTE);
    assertEquals(Code.OVERLOADED, refused());
    first.close();
    health.enter(Ward.ROUTE).close();
  }

  @Test
  void failuresInARowOpenItAndAnAnswerBetweenThemBeginsAnew() throws Refusal {
    fail(2);
    try (Entered entered = health.enter(Ward.ROUTE)) {
      entered.answers();
    }
    fail(2);
    assertEquals(State.CLOSED, state());
    fail(1);
    assertEquals(State.OPEN, state());
    assertEquals(Code.PROVIDER_FAILED, refused());
  }

  @Test
  void afterThePauseOneQuestionTriesItAndItsAnswerClosesIt() throws Refusal {
    fail(3);
    now.updateAndGet(t -> t.plus(Duration.ofSeconds(10)).minusNanos(1));
    assertEquals(Code.PROVIDER_FAILED, refused());
    now.updateAndGet(t -> t.plusNanos(1));
    try (Entered trial = health.enter(Ward.ROUTE)) {
      assertEquals(State.HALF_OPEN, state());
      assertEquals(Code.PROVIDER_FAILED, refused());
      trial.answers();
    }
    assertEquals(State.CLOSED, state());
  }

  @Test
  void aTrialThatFailsLeavesItAloneForAnotherPauseAndOneThatTellsNothingPassesTheTurn()
      throws Refusal {
    fail(3);
    now.updateAndGet(t -> t.plusSeconds(10));
    health.enter(Ward.ROUTE).close();
    fail(1);
    assertEquals(State.OPEN, state());
    now.updateAndGet(t -> t.plusSeconds(9));
    assertEquals(Code.PROVIDER_FAILED, refused());
  }
}

package dev.postern.bridge.disclosure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which routes are worth an attempt: one that failed several times in a row is left alone for a
 * while and then tried by a single question (a circuit breaker), and no route carries more calls at
 * once than it is meant to. In memory: each bridge learns for itself.
 */
public final class RouteHealth {
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * What one route bears.
   *
   * @param calls at the same time
   * @param failures in a row, after which it is left alone
   * @param pause how long it is left alone
   */
  public record Bounds(int calls, int failures, Duration pause) {

    public Bounds {
      if (calls < 1 || failures < 1 || !pause.isPositive()) {
        throw new IllegalArgumentException("calls, failures and pause of a route are positive");
      }
    }
  }

  /** What a breaker is called where it is watched. */
  public enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /**
   * @param bounds by the route's name
   */
  public RouteHealth(Map<String, Bounds> bounds, Clock clock) {
    this.clock = clock;
    bounds.forEach((name, of) -> lanes.put(name, new Lane(of)));
  }

  /** How a route is doing. */
  public State state(String route) {
    Lane lane = lanes.get(route);
    return lane == null ? State.OPEN : lane.state();
  }

  /**
   * Begins an attempt; closing it ends its place.
   *
   * @throws Refusal OVERLOADED while the route is full, PROVIDER_FAILED while it is left alone
   */
  Entered enter(Route route) throws Refusal {
    Lane lane = lanes.get(route.name());
    if (lane == null) {
      throw new IllegalArgumentException("no such route");
    }
    return lane.enter();
  }

  /** An attempt's place on a route. */
  interface Entered extends AutoCloseable {

    /** The provider answers. */
    void answers();

    /** The provider failed. */
    void failed();

    @Override
    void close();
  }

  private final class Lane {
    private final Bounds bounds;
    private int running;
    private int failures;
    private @Nullable Instant openUntil;
    private @Nullable Place trial;

    Lane(Bounds bounds) {
      this.bounds = bounds;
    }

    synchronized State state() {
      if (openUntil == null) {
        return State.CLOSED;
      }
      return trial == null && clock.instant().isBefore(openUntil) ? State.OPEN : State.HALF_OPEN;
    }

    synchronized Entered enter() throws Refusal {
      if (running == bounds.calls()) {
        throw new Refusal(Code.OVERLOADED);
      }
      Place place = new Place(this);
      if (openUntil != null) {
        if (trial != null || clock.instant().isBefore(openUntil)) {
          throw new Refusal(Code.PROVIDER_FAILED);
        }
        trial = place;
      }
      running++;
      return place;
    }

    synchronized void answers() {
      failures = 0;
      openUntil = null;
      trial = null;
    }

    synchronized void failed(Place place) {
      failures++;
      if (place == trial || failures >= bounds.failures()) {
        openUntil = clock.instant().plus(bounds.pause());
        trial = null;
      }
    }

    synchronized void left(Place place) {
      running--;
      if (place == trial) { // it came to nothing that tells: the next one tries
        trial = null;
      }
    }
  }

  private static final class Place implements Entered {
    private final Lane lane;

    Place(Lane lane) {
      this.lane = lane;
    }

    @Override
    public void answers() {
      lane.answers();
    }

    @Override
    public void failed() {
      lane.failed(this);
    }

    @Override
    public void close() {
      lane.left(this);
    }
  }
}

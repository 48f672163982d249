package dev.postern.bridge.opa;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.KillSwitch;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The kill switch by the signed bundle {@code killswitch}: undefined, unreachable, or not polled
 * with success for the maximum age counts as stopped.
 */
public final class OpaKillSwitch implements KillSwitch, AutoCloseable {
  private static final String BUNDLE = "killswitch";

  private final OpaClient opa;
  private final Duration maxAge;
  private final Clock clock;
  private final ScheduledExecutorService looking =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("kill-switch-", 0).factory());

  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param maxAge the longest time without a successful poll of the bundle
   */
  public OpaKillSwitch(OpaClient opa, Duration maxAge, Clock clock) {
    this.opa = opa;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  @Override
  public void demandOff(Asker asker, Route route) throws Refusal {
    if (stopped(asker, route)) {
      throw new Refusal(Code.EGRESS_STOPPED);
    }
  }

  @Override
  public Watch watch(Asker asker, Route route, Runnable whenStopped) {
    Runnable look =
        () -> {
          if (stopped(asker, route)) {
            whenStopped.run();
          }
        };
    Future<?> looks = looking.scheduleWithFixedDelay(look, 1, 1, TimeUnit.SECONDS);
    return () -> looks.cancel(false);
  }

  private boolean stopped(Asker asker, Route route) {
    Future<Instant> polled = asking.submit(() -> opa.lastPolled(BUNDLE)); // both at once
    try {
      OpaClient.Answer answer = opa.ask("egress", BUNDLE, PolicyInput.egress(asker, route));
      boolean stopped = PolicyResult.egress(answer.result()).flag("stopped");
      return stopped || polled.get().plus(maxAge).isBefore(clock.instant());
    } catch (Undecidable | ExecutionException undecidable) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      polled.cancel(true);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
    asking.shutdownNow();
  }
}

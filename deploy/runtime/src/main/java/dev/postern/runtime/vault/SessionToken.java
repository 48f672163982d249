package dev.postern.runtime.vault;

import io.github.jopenlibs.vault.response.AuthResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session's token: renewed at two thirds of its life, replaced by a new login when Vault will
 * not prolong it, and tried again every second while Vault is away.
 */
final class SessionToken implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(SessionToken.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final VaultCalls calls;
  private final ScheduledThreadPoolExecutor timer;
  private final List<Runnable> onLogin = new CopyOnWriteArrayList<>();
  private final ReentrantLock keeping = new ReentrantLock();
  private volatile String value;
  private volatile Duration fullLife;
  private @Nullable ScheduledFuture<?> next;
  private boolean failing;

  SessionToken(VaultCalls calls) {
    this.calls = calls;
    AuthResponse login = calls.login();
    this.value = login.getAuthClientToken();
    this.fullLife = Duration.ofSeconds(login.getAuthLeaseDuration());
    this.timer =
        new ScheduledThreadPoolExecutor(
            2, Thread.ofPlatform().daemon().name("vault-", 0).factory());
    timer.setRemoveOnCancelPolicy(true);
    schedule(twoThirds(fullLife));
  }

  String value() {
    return value;
  }

  /** Runs after each new login: leases of the earlier token end with it. */
  void onLogin(Runnable action) {
    onLogin.add(action);
  }

  ScheduledFuture<?> later(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Vault refused a call: perhaps the token is gone, so look at once instead of at two thirds. */
  void doubt(String refused) {
    if (refused.equals(value)) {
      schedule(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      calls.revokeToken(value);
    } catch (VaultFailure e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the token ends by itself: {0}", e.getMessage());
    }
  }

  private synchronized void schedule(Duration delay) {
    if (next != null) {
      next.cancel(false);
    }
    if (!timer.isShutdown()) {
      next = later(delay, this::keep);
    }
  }

  private void keep() {
    keeping.lock();
    try {
      Duration life = renewOrLogin();
      if (failing) {
        failing = false;
        LOGGER.log(System.Logger.Level.INFO, "Vault answers again");
      }
      schedule(twoThirds(life));
    } catch (VaultFailure e) {
      if (!failing) {
        failing = true;
        LOGGER.log(
            System.Logger.Level.WARNING,
            "Vault does not prolong this service''s session ({0}), trying on",
            e.getMessage());
      }
      schedule(RETRY);
    } finally {
      keeping.unlock();
    }
  }

  private Duration renewOrLogin() {
    try {
      Duration life = Duration.ofSeconds(calls.renewToken(value).getAuthLeaseDuration());
      if (isFull(life, fullLife)) {
        return life;
      }
    } catch (VaultDenied | VaultRejected gone) {
      LOGGER.log(System.Logger.Level.INFO, "the Vault token ended, logging in anew");
    }
    AuthResponse login = calls.login();
    value = login.getAuthClientToken();
    fullLife = Duration.ofSeconds(login.getAuthLeaseDuration());
    onLogin.forEach(timer::execute);
    return fullLife;
  }

  /** Whether a renewal gave the whole life again, not one cut short by a maximum. */
  static boolean isFull(Duration renewed, Duration full) {
    return renewed.compareTo(full.multipliedBy(9).dividedBy(10)) >= 0;
  }

  static Duration twoThirds(Duration life) {
    return life.multipliedBy(2).dividedBy(3);
  }
}

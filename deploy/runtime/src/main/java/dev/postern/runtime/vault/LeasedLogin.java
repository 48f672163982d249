package dev.postern.runtime.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The database login of one role, always with life left: its lease is renewed at two thirds, a new
 * login is fetched before Vault would end it. While Vault is away the present login serves until
 * its lease ends, and not a second longer.
 */
public final class LeasedLogin implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(LeasedLogin.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final VaultSession session;
  private final String role;
  private final Clock clock;
  private final Runnable onReplacement;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable DatabaseLogin login;
  private Duration fullLife = Duration.ZERO;
  private @Nullable ScheduledFuture<?> next;
  private Instant doubted = Instant.EPOCH;
  private boolean orphaned;
  private boolean closed;
  private boolean failing;

  /**
   * Fetches nothing yet.
   *
   * @param onReplacement runs when a later login takes the place of an earlier one, whose
   *     connections should end before Vault drops their user
   */
  public LeasedLogin(VaultSession session, String role, Clock clock, Runnable onReplacement) {
    this.session = session;
    this.onReplacement = onReplacement;
    this.role = role;
    this.clock = clock;
    session.token().onLogin(this::replace);
  }

  /**
   * The login to open connections with now. Calls Vault only for the first one, or when none lives.
   *
   * @throws VaultFailure when there is no living login and Vault gives none
   */
  public DatabaseLogin current() {
    DatabaseLogin present = login;
    if (present != null && lives(present)) {
      return present;
    }
    fetching.lock();
    try {
      present = login;
      return present != null && lives(present) ? present : fetch();
    } finally {
      fetching.unlock();
    }
  }

  /**
   * The database did not take it: in the background Vault is asked, at most once a second, whether
   * the lease still lives, and for a new login where it was taken back.
   */
  public void doubt() {
    if (!fetching.tryLock()) {
      return; // it is being looked after
    }
    try {
      Instant now = clock.instant();
      if (login != null && !now.isBefore(doubted.plus(RETRY))) {
        doubted = now;
        schedule(Duration.ZERO);
      }
    } finally {
      fetching.unlock();
    }
  }

  /** Stops renewing; the lease ends by itself or with the session. */
  @Override
  public void close() {
    fetching.lock();
    try {
      closed = true;
      cancel();
    } finally {
      fetching.unlock();
    }
  }

  private boolean lives(DatabaseLogin present) {
    Instant end = present.issuedAt().plus(present.life());
    return clock.instant().isBefore(end);
  }

  private DatabaseLogin fetch() {
    DatabaseLogin fresh = session.databaseLogin(role);
    boolean replaces = login != null;
    login = fresh;
    orphaned = false;
    fullLife = fresh.life();
    schedule(SessionToken.twoThirds(fresh.life()));
    if (replaces) {
      onReplacement.run();
    }
    return fresh;
  }

  /** After a new session login: the earlier token takes its leases with it. */
  private void replace() {
    fetching.lock();
    try {
      if (login != null) {
        orphaned = true;
        schedule(Duration.ZERO);
      }
    } finally {
      fetching.unlock();
    }
  }

  private void keep() {
    fetching.lock();
    try {
      DatabaseLogin present = login;
      if (present == null || orphaned || !lives(present) || !present.renewable()) {
        fetch();
      } else {
        renewOrFetch(present);
      }
      failing = false;
    } catch (VaultFailure e) {
      if (!failing) {
        failing = true;
        LOGGER.log(
            System.Logger.Level.WARNING,
            "the database login was not renewed ({0}), trying on",
            e.getMessage());
      }
      schedule(RETRY);
    } finally {
      fetching.unlock();
    }
  }

  private void renewOrFetch(DatabaseLogin present) {
    try {
      DatabaseLogin renewed = session.renew(present);
      // shortened means that the end of all renewing is near: a third of the life is left to change
      if (SessionToken.isFull(renewed.life(), fullLife)) {
        login = renewed;
        schedule(SessionToken.twoThirds(renewed.life()));
        return;
      }
    } catch (VaultDenied | VaultRejected gone) {
      LOGGER.log(System.Logger.Level.INFO, "the database lease ended, fetching a new login");
    }
    fetch();
  }

  private void schedule(Duration delay) {
    cancel();
    if (!closed) {
      next = session.token().later(delay, this::keep);
    }
  }

  private void cancel() {
    if (next != null) {
      next.cancel(false);
    }
  }
}

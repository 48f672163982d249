package dev.postern.bridge.wiring;

import dev.postern.audit.client.AuditFailure;
import dev.postern.bridge.audit.BridgeAudit;
import dev.postern.bridge.disclosure.DestroyedKey;
import dev.postern.bridge.disclosure.DisclosureLog;
import dev.postern.bridge.disclosure.ReconcileUsage;
import dev.postern.bridge.disclosure.RecordActivations;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews;
import dev.postern.bridge.postgres.PostgresBudgets;
import dev.postern.bridge.postgres.PostgresConversations;
import dev.postern.bridge.postgres.PostgresOutbox;
import dev.postern.bridge.postgres.PostgresShadowDifferences;
import dev.postern.bridge.sealing.SecretsUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What runs beside the questions: sign of life, outbox, what ended. */
@ApplicationScoped
public class Housekeeping {
  private static final System.Logger LOGGER = System.getLogger(Housekeeping.class.getName());

  private static final long KEPT_DIFFERENCES = 10_000;

  private final BridgeAudit audit;
  private final DisclosureLog log;
  private final PostgresOutbox outbox;
  private final PostgresConversations conversations;
  private final PostgresBudgets budgets;
  private final PostgresShadowDifferences differences;
  private final RecordActivations activations;
  private final ReconcileUsage usage;
  private final Providers.Tokens tokens;
  private final Reviews reviews;
  private final AtomicLong openReviews;
  private final AtomicLong overdueReviews;
  private final Clock clock;
  private final BridgeConfig config;
  private final List<DestroyedKey> unforgotten = new ArrayList<>();
  private final AtomicLong refused;
  private boolean triedAgain;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().daemon().name("housekeeping-", 0).factory());

  public Housekeeping(
      BridgeAudit audit,
      DisclosureLog log,
      PostgresOutbox outbox,
      PostgresConversations conversations,
      PostgresBudgets budgets,
      PostgresShadowDifferences differences,
      RecordActivations activations,
      ReconcileUsage usage,
      Providers.Tokens tokens,
      Reviews reviews,
      Clock clock,
      BridgeConfig config,
      MeterRegistry meters) {
    this.audit = audit;
    this.log = log;
    this.outbox = outbox;
    this.conversations = conversations;
    this.budgets = budgets;
    this.differences = differences;
    this.activations = activations;
    this.usage = usage;
    this.tokens = tokens;
    this.reviews = reviews;
    this.openReviews = meters.gauge("postern.reviews.open", new AtomicLong());
    this.overdueReviews = meters.gauge("postern.reviews.overdue", new AtomicLong());
    this.clock = clock;
    this.config = config;
    this.refused = new AtomicLong();
    Gauge.builder("postern.outbox.refused", refused, AtomicLong::get)
        .description("Entries that the log refused for good; each wants a person")
        .register(meters);
  }

  void start(@Observes StartupEvent started) {
    every(Duration.ofSeconds(5), this::alive);
    every(Duration.ofSeconds(5), this::forgetDestroyed);
    every(Duration.ofSeconds(5), this::renewTokens);
    every(Duration.ofSeconds(1), this::drain);
    every(Duration.ofSeconds(1), this::recordActivations);
    every(Duration.ofSeconds(10), this::countReviews);
    every(Duration.ofMinutes(10), this::forget);
    every(config.usage().interval(), this::reconcileUsage);
  }

  private void every(Duration pause, Runnable task) {
    var unused = timer.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stopped) {
    timer.shutdownNow();
    audit.close();
  }

  private void alive() {
    try {
      audit.alive();
    } catch (AuditFailure e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "the audit service was not told of this run: {0}", e.code());
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void renewTokens() {
    try {
      tokens.renewAhead();
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void forgetDestroyed() {
    try {
      unforgotten.addAll(audit.forgetDestroyed());
      if (!unforgotten.isEmpty()) {
        conversations.forgetPatients(unforgotten);
        unforgotten.clear();
      }
    } catch (Refusal | SQLException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "what was destroyed is not forgotten yet; trying on: {0}",
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void drain() {
    try {
      outbox.open();
      if (!triedAgain) {
        outbox.tryAgain();
        triedAgain = true;
      }
      if (outbox.waiting()) {
        log.settle();
      }
      refused.set(outbox.refused());
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the outbox can''t be read: {0}", e.getSQLState());
    } catch (Refusal | SecretsUnavailable waiting) {
      LOGGER.log(System.Logger.Level.DEBUG, "the outbox waits");
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void countReviews() {
    try {
      Instant overdueSince = clock.instant().minus(config.breakGlass().reviewWithin());
      Reviews.Count count = reviews.count(overdueSince);
      openReviews.set(count.open());
      overdueReviews.set(count.overdue());
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void recordActivations() {
    try {
      activations.look();
    } catch (Refusal waiting) {
      LOGGER.log(System.Logger.Level.DEBUG, "an activation waits to be recorded");
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void reconcileUsage() {
    try {
      usage.look();
    } catch (Refusal waiting) {
      LOGGER.log(System.Logger.Level.WARNING, "usage reports wait: {0}", waiting.code());
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private void forget() {
    try {
      conversations.forgetEnded();
      budgets.forgetOld();
      differences.forgetAllBut(KEPT_DIFFERENCES);
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.WARNING, "what ended is not deleted: {0}", e.getSQLState());
    } catch (RuntimeException e) {
      unforeseen(e);
    }
  }

  private static void unforeseen(RuntimeException e) {
    LOGGER.log(System.Logger.Level.ERROR, "housekeeping failed: {0}", e.getClass().getName());
  }
}

package dev.postern.audit.service.usage;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Usage;
import dev.postern.audit.service.review.EntryWindows;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.Sequencer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Says which period's usage is due, compares the report with the log, and records what came out,
 * agreement too. Whoever brings the report decides nothing.
 */
public final class UsageReconciliation {
  private static final System.Logger LOGGER = System.getLogger(UsageReconciliation.class.getName());

  /** Differences since this instance started, for alerts. */
  private final AtomicLong callsWithoutIntent = new AtomicLong();

  private final AtomicLong intentsWithoutCall = new AtomicLong();
  private final AtomicLong compared = new AtomicLong();
  private final AtomicLong notGiven = new AtomicLong();

  private final UsagePeriods periods;
  private final EntryWindows windows;
  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Bounds bounds;

  /**
   * Bounds of a comparison.
   *
   * @param period how long one is
   * @param settle how long after its end a provider may still add calls to its report
   * @param margin how far the provider's clock and ours may differ
   * @param calls in one report at most
   */
  public record Bounds(Duration period, Duration settle, Duration margin, int calls) {
    /** Refuses bounds that would compare nothing. */
    public Bounds {
      if (!period.isPositive() || settle.isNegative() || margin.isNegative() || calls < 1) {
        throw new IllegalArgumentException("the bounds of usage reports must be positive");
      }
    }
  }

  /** What became of a report. */
  public sealed interface Reconciled {
    /** Compared and recorded. */
    record Recorded(long index, Usage usage) implements Reconciled {}

    /** Another period is due. */
    record NotDue() implements Reconciled {}

    /** The log takes no entry now. */
    record Unavailable(AppendResult.Reason reason) implements Reconciled {}
  }

  /** Over one log. */
  public UsageReconciliation(
      UsagePeriods periods,
      EntryWindows windows,
      Sequencer sequencer,
      Clock clock,
      Supplier<UUID> ids,
      Bounds bounds) {
    this.periods = periods;
    this.windows = windows;
    this.sequencer = sequencer;
    this.clock = clock;
    this.ids = ids;
    this.bounds = bounds;
  }

  /** The oldest period of a route that is over and not compared. */
  public Optional<UsagePeriod> due(String route) {
    var now = clock.instant();
    var from = periods.comparedUntil(route, now);
    var to = from.plus(bounds.period());
    return to.plus(bounds.settle()).plus(bounds.margin()).isAfter(now)
        ? Optional.empty()
        : Optional.of(UsagePeriod.of(from, to, bounds.margin()));
  }

  /** Calls that one report may have. */
  public int mostCalls() {
    return bounds.calls();
  }

  /** Compares a report of the period that is due. */
  public Reconciled reconcile(UsageReport report) {
    var due = due(report.route()).filter(period -> is(period, report.from(), report.to()));
    if (due.isEmpty()) {
      return new Reconciled.NotDue();
    }
    var usage =
        report
            .calls()
            .map(calls -> new UsageComparison(windows, report, due.get()).of(calls))
            .orElseGet(() -> Usage.notGiven(report.route(), report.from(), report.to()));
    return record(usage);
  }

  private static boolean is(UsagePeriod period, Instant from, Instant to) {
    return period.from().equals(from) && period.to().equals(to);
  }

  private Reconciled record(Usage usage) {
    var entry =
        Entry.of(EntryType.RECONCILIATION, ids.get(), clock.instant(), null)
            .with(Member.USAGE, usage)
            .build();
    return switch (sequencer.append(List.of(Accepted.of(entry))).join()) {
      case AppendResult.Refused refused -> new Reconciled.Unavailable(refused.reason());
      case AppendResult.Durable durable -> {
        // After the entry: a crash between the two records the same comparison again, never none.
        boolean first = periods.compared(usage.route(), usage.from(), usage.to());
        if (first) {
          count(usage);
        }
        yield new Reconciled.Recorded(durable.places().getFirst().index(), usage);
      }
    };
  }

  private void count(Usage usage) {
    switch (usage.result()) {
      case COMPARED -> compared.incrementAndGet();
      case NOT_GIVEN -> notGiven.incrementAndGet();
    }
    callsWithoutIntent.addAndGet(usage.callsWithoutIntent());
    intentsWithoutCall.addAndGet(usage.intentsWithoutCall());
    if (usage.callsWithoutIntent() > 0) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "route {0}: the provider was called {1} times without an entry of this log",
          usage.route(),
          usage.callsWithoutIntent());
    }
    if (usage.intentsWithoutCall() > 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "route {0}: {1} calls of this log are unknown to the provider",
          usage.route(),
          usage.intentsWithoutCall());
    }
    if (usage.result() == Usage.Result.NOT_GIVEN) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "route {0}: no usage report, so nothing says what else was sent there",
          usage.route());
    }
  }

  /** Calls that no intent announced, since this instance started. */
  public long callsWithoutIntent() {
    return callsWithoutIntent.get();
  }

  /** Intents whose call the provider does not know, since this instance started. */
  public long intentsWithoutCall() {
    return intentsWithoutCall.get();
  }

  /** Periods with a report. */
  public long compared() {
    return compared.get();
  }

  /** Periods without one. */
  public long notGiven() {
    return notGiven.get();
  }
}

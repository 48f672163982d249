package dev.postern.audit.service.shredding;

import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.sequencer.StoreFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks for the destruction of content whose time is over: a patient's once nothing was recorded
 * about them for that long, a day's once it is that long ago. It is the first approver; a person is
 * the second, and a hold outranks both. To be called now and then.
 */
public final class Retention {
  /** Who asks. */
  public static final String NAME = "retention";

  private static final System.Logger LOGGER = System.getLogger(Retention.class.getName());
  private static final int AT_ONCE = 500;

  private final ShreddingStore store;
  private final KeyRecords records;
  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Periods periods;

  /**
   * How long content is kept.
   *
   * @param patient what concerns a patient, after the last entry about them
   * @param day what concerns none
   */
  public record Periods(Duration patient, Duration day) {
    /** Refuses periods that keep nothing. */
    public Periods {
      if (!patient.isPositive() || !day.isPositive()) {
        throw new IllegalArgumentException("content is kept for a while");
      }
    }

    String sentence() {
      return "patient=" + patient.toDays() + "d,day=" + day.toDays() + "d";
    }
  }

  /** Carried out by whichever instance leads. */
  public Retention(
      ShreddingStore store,
      KeyRecords records,
      Sequencer sequencer,
      Clock clock,
      Supplier<UUID> ids,
      Periods periods) {
    this.store = store;
    this.records = records;
    this.sequencer = sequencer;
    this.clock = clock;
    this.ids = ids;
    this.periods = periods;
  }

  /** Records the periods where they changed, and asks for what is over. */
  public void run() {
    if (sequencer.state() != Sequencer.State.LEADING) {
      return;
    }
    try {
      if (recorded()) {
        for (var subject : store.over(periods.patient(), periods.day(), AT_ONCE)) {
          var wish =
              new Destruction(
                  ids.get(), subject, NAME, NAME, clock.instant(), null, Destruction.State.ASKED);
          if (store.ask(wish)) {
            LOGGER.log(System.Logger.Level.INFO, "asked for destruction {0}", wish.id());
          }
        }
      }
    } catch (StoreFailure e) {
      LOGGER.log(System.Logger.Level.WARNING, "retention waits: {0}; trying on", e.getMessage());
    }
  }

  private boolean recorded() {
    var before = store.retention();
    if (periods.sentence().equals(before)) {
      return true;
    }
    boolean recorded = records.retention(before, periods.sentence());
    if (recorded) {
      store.retention(periods.sentence());
    }
    return recorded;
  }
}

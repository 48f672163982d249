package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Reconciliation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Closes intents that nobody will close: their writer's run is gone, or its time for an answer has
 * passed. What happened to them is unknown, and the log says so; a later outcome supersedes.
 */
public final class Reconciler {
  private static final System.Logger LOGGER = System.getLogger(Reconciler.class.getName());
  private static final int AT_ONCE = 256;

  private final LogStore store;
  private final Sequencer sequencer;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Duration silence;

  /**
   * A reconciler.
   *
   * @param ids gives UUIDv7
   * @param silence how long a writer's run may be silent before it is gone
   */
  public Reconciler(
      LogStore store, Sequencer sequencer, Clock clock, Supplier<UUID> ids, Duration silence) {
    this.store = store;
    this.sequencer = sequencer;
    this.clock = clock;
    this.ids = ids;
    this.silence = silence;
  }

  /**
   * Closes what is abandoned now and waits until that is durable; to be called every few seconds.
   */
  public void run() {
    if (sequencer.state() != Sequencer.State.LEADING) {
      return;
    }
    try {
      for (var intent : store.abandoned(silence, AT_ONCE)) {
        close(intent);
      }
    } catch (StoreFailure e) {
      LOGGER.log(System.Logger.Level.WARNING, "open intents could not be read; trying on");
    }
  }

  private void close(AbandonedIntent intent) {
    var entry =
        Entry.of(EntryType.RECONCILIATION, ids.get(), clock.instant(), intent.tenant())
            .with(Member.QUESTION_ID, intent.questionId())
            .with(Member.REF, intent.index())
            .with(
                Member.RECONCILIATION,
                new Reconciliation(Reconciliation.Result.UNKNOWN, intent.reason()))
            .build();
    switch (sequencer.append(List.of(Accepted.of(entry))).join()) {
      case AppendResult.Durable d ->
          LOGGER.log(System.Logger.Level.INFO, "closed intent {0} as unknown", intent.index());
      case AppendResult.Refused r ->
          LOGGER.log(
              System.Logger.Level.INFO, "intent {0} stays open: {1}", intent.index(), r.reason());
    }
  }
}

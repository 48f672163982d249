package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads back how the questions of a period were decided, window by window. */
public interface RecordedDecisions {

  /**
   * Begins to read what was decided in a period; the audit service records it.
   *
   * @param from time of commit, null for the log's beginning
   * @param to null for now
   * @throws Refusal FORBIDDEN where the audit service refuses this reader; AUDIT_UNAVAILABLE
   */
  Period decided(Asker reader, @Nullable Instant from, @Nullable Instant to) throws Refusal;

  /**
   * One window of a period that this reader began.
   *
   * @param from index of its first entry
   * @throws Refusal NOT_FOUND where there is no such period for this reader; AUDIT_UNAVAILABLE,
   *     SECRETS_UNAVAILABLE
   */
  Window decided(Asker reader, UUID period, long from) throws Refusal;

  /** Entries of the log: from the first one to before the end. */
  record Period(UUID id, String log, long first, long end) {}

  /**
   * Some decisions of a period, in order.
   *
   * @param next where the next window begins; the period's end when it is done
   */
  record Window(List<Decided> decided, long next) {

    /** Copies the list. */
    public Window {
      decided = List.copyOf(decided);
    }
  }

  /**
   * How one question was decided.
   *
   * @param decisions as JSON by entry point; null where nothing was kept or its key was destroyed
   */
  record Decided(UUID question, Instant at, @Nullable String decisions) {

    @Override
    public String toString() {
      return "Decided[" + question + "]";
    }
  }
}

package dev.postern.audit.client;

import java.io.IOException;
import java.util.Optional;

/** The highest acknowledged entry, kept in memory in front of the durable one. */
final class Witnessed {
  private static final System.Logger LOGGER = System.getLogger(Witnessed.class.getName());

  private final AcknowledgedMemory memory;
  private final PinnedLogs pinned;
  private Optional<Acknowledged> highest = Optional.empty();
  private boolean loaded;

  Witnessed(AcknowledgedMemory memory, PinnedLogs pinned) {
    this.memory = memory;
    this.pinned = pinned;
  }

  synchronized Optional<Acknowledged> highest() throws AuditUnavailable {
    if (!loaded) {
      try {
        highest = memory.highest();
        loaded = true;
      } catch (RuntimeException e) {
        throw AuditUnavailable.because("cannot read the highest acknowledged entry", e);
      }
    }
    return highest;
  }

  /**
   * Goes over to the log that continues the remembered one, if an operator made it so.
   *
   * @param tried what was remembered when the log was found to be another
   * @return whether another log is remembered now, so that it is worth trying again
   */
  synchronized boolean follow(AuditTransport transport, Optional<Acknowledged> tried)
      throws AuditFailure {
    try {
      var known = memory.highest();
      if (known.isEmpty() || tried.isEmpty()) {
        return false;
      }
      if (!known.get().origin().equals(tried.get().origin())) {
        highest = known; // another thread, or another replica of this service, went before
        return true;
      }
      var next = new Succession(pinned.keys()).after(known.get(), transport.beginnings());
      if (next.isEmpty()) {
        return false;
      }
      memory.follow(known.get(), next.get());
      highest = memory.highest();
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} ended; by an operator''s word the log goes on as {1}, entry {2} was the last one"
              + " acknowledged",
          known.get().origin(),
          next.get().origin(),
          Long.toString(known.get().index()));
      return true;
    } catch (IOException e) {
      throw AuditUnavailable.because("cannot read the pinned keys of the log", e);
    } catch (RuntimeException e) {
      throw AuditUnavailable.because("cannot go over to the log's new origin", e);
    }
  }

  /** Refuses a log that is not the one remembered; remembers the entry if it is the highest. */
  synchronized void acknowledge(Acknowledged entry) throws AuditFailure {
    var known = highest();
    if (known.isPresent() && !known.get().origin().equals(entry.origin())) {
      throw new LogRolledBack("the log answers under another origin than before");
    }
    if (known.isPresent() && known.get().index() >= entry.index()) {
      return;
    }
    try {
      memory.remember(entry);
      highest = Optional.of(entry);
    } catch (RuntimeException e) {
      throw AuditUnavailable.because("cannot remember the highest acknowledged entry", e);
    }
  }
}

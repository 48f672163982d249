package dev.postern.audit.client;

import java.util.Optional;

/** The highest acknowledged entry, kept in memory in front of the durable one. */
final class Witnessed {
  private final AcknowledgedMemory memory;
  private Optional<Acknowledged> highest = Optional.empty();
  private boolean loaded;

  Witnessed(AcknowledgedMemory memory) {
    this.memory = memory;
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

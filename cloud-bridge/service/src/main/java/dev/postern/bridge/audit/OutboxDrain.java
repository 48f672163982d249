package dev.postern.bridge.audit;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.Rejected;
import dev.postern.bridge.disclosure.Outbox;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Brings what waits to the log, oldest first; an entry the log will never take holds up nobody. */
final class OutboxDrain {
  private final AuditClient client;
  private final Outbox outbox;

  OutboxDrain(AuditClient client, Outbox outbox) {
    this.client = client;
    this.outbox = outbox;
  }

  /**
   * Whether nothing waits any more. False when the outbox itself can't be read or changed.
   *
   * @throws AuditFailure when the log does not take entries now
   */
  boolean finished() throws AuditFailure {
    Set<UUID> done = new HashSet<>();
    while (outbox.waiting()) {
      Optional<Outbox.Item> oldest = outbox.oldest();
      if (oldest.isEmpty() || !done.add(oldest.get().id())) {
        return false;
      }
      settle(oldest.get());
    }
    return true;
  }

  private void settle(Outbox.Item item) throws AuditFailure {
    try {
      client.append(Waiting.read(item.content()));
      outbox.remove(item.id());
    } catch (Rejected never) {
      outbox.setAside(item.id(), never.code());
    }
  }
}

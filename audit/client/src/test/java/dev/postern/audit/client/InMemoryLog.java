package dev.postern.audit.client;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.log.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A log in memory behind the transport, with the faults a test asks for. */
final class InMemoryLog implements AuditTransport {
  final List<Entry> entries = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  volatile String origin = "test/log";
  volatile UnaryOperator<Hash> lie = UnaryOperator.identity();
  volatile @Nullable AuditFailure refuseIntents;
  volatile @Nullable UUID poison;
  volatile Runnable beforeAppend = () -> {};

  @Override
  public Answer append(List<Submission> batch, Optional<Acknowledged> highest) throws AuditFailure {
    beforeAppend.run();
    return inOrder(batch, highest);
  }

  private synchronized Answer inOrder(List<Submission> batch, Optional<Acknowledged> highest)
      throws AuditFailure {
    batches.add(batch.size());
    for (var submission : batch) {
      if (submission.entry().id().equals(poison)) {
        throw new Rejected("forbidden", "may not write this");
      }
      if (refuseIntents != null && submission.entry().type().isIntent()) {
        throw refuseIntents;
      }
    }
    if (highest.isPresent() && highest.get().index() >= entries.size()) {
      throw new LogRolledBack("the log is shorter than before");
    }
    return new Answer(origin, batch.stream().map(s -> place(s.entry())).toList());
  }

  private Place place(Entry entry) {
    int index = 0;
    while (index < entries.size() && !entries.get(index).id().equals(entry.id())) {
      index++;
    }
    if (index == entries.size()) {
      entries.add(entry);
    }
    return new Place(index, lie.apply(entry.leafHash()), entries.size());
  }

  @Override
  public void heartbeat(String instance, UUID bootId) {}
}

package dev.postern.audit.service;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import java.util.Optional;

/** A writer's memory that lasts as long as its test. */
final class InMemory implements AcknowledgedMemory {
  private Optional<Acknowledged> kept = Optional.empty();

  @Override
  public synchronized Optional<Acknowledged> highest() {
    return kept;
  }

  @Override
  public synchronized void remember(Acknowledged entry) {
    kept = Optional.of(entry);
  }

  @Override
  public synchronized void follow(Acknowledged from, Acknowledged to) {
    kept = Optional.of(to);
  }
}

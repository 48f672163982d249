package dev.postern.bench;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import java.util.Optional;

/** A bench leaves no memory behind: the bridge's own must not point at its entries. */
final class Forgetful implements AcknowledgedMemory {
  @Override
  public Optional<Acknowledged> highest() {
    return Optional.empty();
  }

  @Override
  public void remember(Acknowledged entry) {
    // nothing outlives the bench
  }

  @Override
  public void follow(Acknowledged from, Acknowledged to) {
    // nothing is remembered
  }
}

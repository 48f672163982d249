package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.TlogProof;
import dev.postern.audit.log.TreeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Proofs for single entries: inclusion in the newest signed checkpoint. */
public final class Evidence {
  private final Checkpoints checkpoints;
  private final CheckpointStore store;
  private final Duration patience;

  /**
   * Evidence from one log.
   *
   * @param patience how long to wait for a checkpoint that covers an entry
   */
  public Evidence(Checkpoints checkpoints, CheckpointStore store, Duration patience) {
    this.checkpoints = checkpoints;
    this.store = store;
    this.patience = patience;
  }

  /** The proof for an entry that is in the log; nothing when no checkpoint covers it in time. */
  public Optional<TlogProof> of(long index) {
    try {
      var kept = checkpoints.covering(index, patience);
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      long size = kept.get().checkpoint().size();
      var proof = new TreeReader(store.tiles(size), size).inclusion(index);
      return Optional.of(new TlogProof(index, proof.path(), kept.get().note()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a tile is missing", e);
    }
  }
}

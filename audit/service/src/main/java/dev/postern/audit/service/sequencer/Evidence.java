package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.TlogProof;
import dev.postern.audit.log.TreeReader;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Proofs for single entries: inclusion in the checkpoint that is published. */
public final class Evidence {
  private final Checkpoints checkpoints;
  private final CheckpointStore store;
  private final Publication publication;
  private final Duration patience;

  /**
   * Evidence from one log.
   *
   * @param patience how long to wait for a checkpoint that covers an entry
   */
  public Evidence(
      Checkpoints checkpoints, CheckpointStore store, Publication publication, Duration patience) {
    this.checkpoints = checkpoints;
    this.publication = publication;
    this.store = store;
    this.patience = patience;
  }

  /** Evidence from a log without witnesses. */
  public Evidence(Checkpoints checkpoints, CheckpointStore store, Duration patience) {
    this(checkpoints, store, new Publication(store, Duration.ZERO), patience);
  }

  /** The proof for an entry that is in the log; nothing when no checkpoint covers it in time. */
  public Optional<TlogProof> of(long index) {
    try {
      if (checkpoints.covering(index, patience).isEmpty()) {
        return Optional.empty();
      }
      return in(store, publication.newest(), index);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The proof for an entry of a log that ended; nothing where no checkpoint left covers it. */
  public static Optional<TlogProof> in(CheckpointStore ended, long index) {
    return in(ended, ended.latest(), index);
  }

  private static Optional<TlogProof> in(CheckpointStore store, Optional<Kept> kept, long index) {
    if (kept.isEmpty() || kept.get().checkpoint().size() <= index) {
      return Optional.empty();
    }
    try {
      long size = kept.get().checkpoint().size();
      var proof = new TreeReader(store.tiles(size), size).inclusion(index);
      return Optional.of(new TlogProof(index, proof.path(), kept.get().note()));
    } catch (IOException e) {
      throw new UncheckedIOException("a tile is missing", e);
    }
  }
}

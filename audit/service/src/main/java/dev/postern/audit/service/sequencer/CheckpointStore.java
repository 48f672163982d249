package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.LogSource;
import java.time.Instant;
import java.util.Optional;

/** Where checkpoints are kept, and what they are about. Fails with {@link StoreFailure}. */
public interface CheckpointStore {
  /**
   * A checkpoint that was signed.
   *
   * @param checkpoint what was signed
   * @param note the signed note
   */
  record Kept(Checkpoint checkpoint, String note) {}

  /** The committed head, read back from the store. */
  Head head();

  /** The newest checkpoint. */
  Optional<Kept> latest();

  /** Keeps a checkpoint for ever; one of the same size is left as it is. */
  void keep(Kept kept);

  /** When the entry at this index was committed. */
  Optional<Instant> committedAt(long index);

  /** The tiles of the log at this committed size. */
  LogSource tiles(long size);
}

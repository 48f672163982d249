package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.WitnessKey;
import java.time.Instant;
import java.util.Optional;

/** Where checkpoints are kept, and what they are about. Fails with {@link StoreFailure}. */
public interface CheckpointStore {
  /**
   * A checkpoint that was signed.
   *
   * @param checkpoint what was signed
   * @param note the signed note, cosignatures included
   */
  record Kept(Checkpoint checkpoint, String note) {}

  /** The committed head, read back from the store. */
  Head head();

  /** The newest checkpoint, with the cosignatures that came for it. */
  Optional<Kept> latest();

  /** The newest checkpoint of at least this size that so many witnesses have cosigned. */
  Optional<Kept> cosigned(long atLeast, int witnesses);

  /** Keeps a checkpoint for ever; one of the same size is left as it is. */
  void keep(Kept kept);

  /** Keeps a witness's cosignature of a kept checkpoint; the first of each witness stays. */
  void keep(Checkpoint checkpoint, WitnessKey by, NoteSignature cosignature);

  /** When the entry at this index was committed. */
  Optional<Instant> committedAt(long index);

  /** The tiles of the log at this committed size. */
  LogSource tiles(long size);
}

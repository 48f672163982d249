package dev.postern.audit.service.sequencer;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where time stamps are kept, beside the checkpoints. Fails with {@link StoreFailure}. */
public interface TimestampStore {
  /**
   * A checkpoint that was stamped.
   *
   * @param size the checkpoint's
   * @param at when the stamp was kept
   */
  record Last(long size, Instant at) {}

  /** The newest stamp. */
  Optional<Last> last();

  /** Keeps a stamp for ever; the first of a checkpoint stays. */
  void keep(long size, byte[] response);

  /** The sizes of all stamped checkpoints, smallest first. */
  List<Long> sizes();

  /** The stamped checkpoint of this size. */
  Optional<Kept> checkpoint(long size);

  /** Its stamp: a TimeStampResp (RFC 3161 section 2.4.2), DER. */
  Optional<byte[]> response(long size);
}

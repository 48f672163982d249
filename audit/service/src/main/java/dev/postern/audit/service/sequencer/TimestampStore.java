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

  /**
   * A checkpoint and its stamp.
   *
   * @param kept the checkpoint
   * @param response a TimeStampResp (RFC 3161 section 2.4.2), DER
   */
  record Stamped(Kept kept, byte[] response) {
    /** Copies the bytes. */
    public Stamped {
      response = response.clone();
    }

    @Override
    public byte[] response() {
      return response.clone();
    }
  }

  /** The newest stamp. */
  Optional<Last> last();

  /** Keeps a stamp for ever; the first of a checkpoint stays. */
  void keep(long size, byte[] response);

  /** The sizes of all stamped checkpoints, smallest first. */
  List<Long> sizes();

  /** The stamp of the checkpoint of this size. */
  Optional<Stamped> at(long size);
}

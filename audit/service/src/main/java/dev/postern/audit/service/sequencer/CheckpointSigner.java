package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;

/** The power to sign for the log. The key never leaves its holder. */
public interface CheckpointSigner {
  /**
   * Signs a checkpoint.
   *
   * @throws SigningUnavailable when the key's holder does not answer
   */
  SignedNote sign(Checkpoint checkpoint);

  /**
   * Whether a checkpoint was signed by one of the log's keys, under the name of the origin that it
   * states: a log that continues another one has its keys. Fails as {@link #sign}.
   */
  boolean signed(SignedNote note);

  /** The key's holder does not answer. */
  final class SigningUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the cause. */
    public SigningUnavailable(Throwable cause) {
      super("checkpoints cannot be signed", cause);
    }
  }
}

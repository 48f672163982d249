package dev.postern.audit.service.witness;

import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.io.IOException;
import java.util.Optional;

/** Somewhere that remembers a log's checkpoints apart from the log. */
interface Place {
  /** What operators call it. */
  String name();

  /**
   * Has it remember a checkpoint; what it says of it is stored beside the checkpoint.
   *
   * @throws IOException when it did not
   */
  void remember(Kept kept) throws IOException;

  /**
   * The last checkpoint that it remembers.
   *
   * @throws IOException when it does not answer, or not with what can be believed
   */
  Optional<SignedNote> last() throws IOException;
}

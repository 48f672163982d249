package dev.postern.audit.service.sequencer;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.util.List;

/**
 * Checkpoints of this log that are remembered where the log's database is not: at witnesses, and in
 * a store of their own. What they remember the log must still hold.
 */
public interface RememberedCheckpoints {

  /** What one place says. */
  sealed interface Memory {
    /** The place, as operators call it. */
    String place();

    /**
     * The place remembers this checkpoint. A witness's own signature was verified; that the log's
     * key signed it too is for the asker to check ({@link CheckpointSigner#signed}).
     */
    record Known(String place, Kept kept) implements Memory {}

    /**
     * The place answers, and has never seen this log: so it is at a log's first start. For a log
     * that has entries it says nothing: the place lost its memory, or is a new one.
     */
    record Unknown(String place) implements Memory {}

    /** The place does not answer, or not with something that can be believed. */
    record Silent(String place, String why) implements Memory {}
  }

  /** Asks every configured place, each once, within its time limit; empty when there is none. */
  List<Memory> recall();
}

package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.TreeReader;
import java.io.IOException;

/** Proves that the stored log continues what was signed before, and says what differs. */
final class Continuity {
  private final String origin;
  private final CheckpointStore store;

  Continuity(String origin, CheckpointStore store) {
    this.origin = origin;
    this.store = store;
  }

  /**
   * Requires that the stored log begins with what was signed.
   *
   * @param place where the checkpoint was kept
   * @throws Inconsistent naming what differs
   */
  void require(String place, Checkpoint signed, LogState stored) {
    if (!signed.origin().equals(origin)) {
      throw new Inconsistent(
          place + " has a checkpoint of " + signed.origin() + ", configured is " + origin);
    }
    if (signed.size() > stored.size()) {
      throw new Inconsistent(
          place
              + " has a checkpoint of size "
              + signed.size()
              + ", but only "
              + stored.size()
              + " entries are stored");
    }
    try {
      var reader = new TreeReader(store.tiles(stored.size()), stored.size());
      if (!reader.rootAt(signed.size()).equals(signed.root())) {
        throw new Inconsistent(
            "the first "
                + signed.size()
                + " entries are not those of the checkpoint that "
                + place
                + " has");
      }
    } catch (IOException e) {
      throw new Inconsistent("a tile is missing: " + e.getMessage());
    }
  }
}

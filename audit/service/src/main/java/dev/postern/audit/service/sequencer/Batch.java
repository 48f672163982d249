package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Hash;
import dev.postern.audit.log.TileEdge.FullTile;
import java.util.List;

/**
 * What one commit writes.
 *
 * @param epoch the leader's epoch: the commit fails if another leads
 * @param from the size before; the first entry's index
 * @param entries the entries, in order
 * @param tiles the tiles they completed
 * @param root the root after
 */
public record Batch(
    long epoch, long from, List<Accepted> entries, List<FullTile> tiles, Hash root) {

  /** The size after. */
  public long to() {
    return from + entries.size();
  }
}

package dev.postern.indexer.ingest;

import java.util.List;

/** Port: where chunks, their vectors and findings are kept for searching. */
public interface ChunkIndex {

  /**
   * Stores the text and chunks of a version and the draft of its audit entry in one commit, in
   * place of what an earlier attempt left; no search sees them before {@link Ledger#publish}.
   *
   * @param vectors one per chunk
   * @return false if the job is no longer this worker's; then nothing is stored
   */
  boolean store(
      Job job,
      Structure structure,
      List<Chunk> chunks,
      List<float[]> vectors,
      IdentifierFinder.Findings findings,
      String draft);
}

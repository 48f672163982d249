package dev.postern.indexer.search;

import java.util.List;

/** Port: the vector search. Rights are inside the query: what may not be read is not compared. */
public interface PassageIndex {

  /**
   * The nearest passages that the reader may see, best first: all that exist at or above the floor,
   * up to the query's limit.
   *
   * @param floor least cosine
   */
  List<Passage> nearest(Reader reader, Query query, float[] vector, double floor);
}

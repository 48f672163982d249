package dev.postern.indexer.search;

import java.util.List;

/**
 * Port: the search itself. Rights are inside both of its legs: what may not be read is not
 * compared.
 */
public interface PassageIndex {

  /**
   * The best passages that the reader may see, best first: all that exist at or above the floor, up
   * to the query's limit.
   */
  List<Passage> best(Reader reader, Query query, float[] vector, Ranking ranking);

  /** How the same search comes to what it finds; without content. */
  Explanation explain(Reader reader, Query query, float[] vector, Ranking ranking);
}

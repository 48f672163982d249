package dev.postern.indexer.search;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Port: the search itself. Rights are inside both of its legs: what may not be read is not
 * compared.
 */
public interface PassageIndex {

  /**
   * The best passages that the reader may see, best first: all that exist at or above the floor, up
   * to the query's limit.
   */
  default List<Passage> best(Reader reader, Query query, float[] vector, Ranking ranking) {
    return search(reader, query, vector, ranking, Set.of()).passages();
  }

  /**
   * The best passages, and, in the same transaction and under the same rights, which of some
   * documents the reader may see.
   *
   * @param documents near to the question or not
   */
  Found search(Reader reader, Query query, float[] vector, Ranking ranking, Set<UUID> documents);

  /** How the same search comes to what it finds; without content. */
  Explanation explain(Reader reader, Query query, float[] vector, Ranking ranking);

  /**
   * What a search found.
   *
   * @param passages best first
   * @param readable those of the documents asked about that the reader may see
   */
  record Found(List<Passage> passages, Set<UUID> readable) {
    public Found {
      passages = List.copyOf(passages);
      readable = Set.copyOf(readable);
    }
  }
}

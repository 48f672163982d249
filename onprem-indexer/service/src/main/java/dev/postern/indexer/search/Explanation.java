package dev.postern.indexer.search;

import dev.postern.indexer.search.Ranking.Ranked;
import java.util.List;

/**
 * How a search came to what it found.
 *
 * @param words lexemes of the question that the lexical leg looked for; their number only
 * @param hits best first, each with what became of it
 */
public record Explanation(Legs legs, int words, List<Ranked> hits, Excluded excluded) {

  public Explanation {
    hits = List.copyOf(hits);
  }

  /**
   * Documents of the tenant by the first reason for which they were not searched, and those that
   * were.
   *
   * @param notIndexed no version of them is searchable yet
   * @param classification above what this purpose may see
   * @param source of a source that was not asked
   * @param rights not open to the reader
   */
  public record Excluded(
      long documents,
      long notIndexed,
      long classification,
      long source,
      long rights,
      long searched) {}

  @Override
  public String toString() {
    return "Explanation[" + hits.size() + " hits]";
  }
}

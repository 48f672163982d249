package dev.postern.indexer.search;

import dev.postern.indexer.ingest.Classification;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param limit snippets at most
 * @param classificationsMax nothing above it is found
 * @param sources null: of every source
 */
public record Query(
    String text, int limit, Classification classificationsMax, @Nullable Set<String> sources) {

  public Query {
    if (text.isBlank() || limit < 1) {
      throw new IllegalArgumentException("a query has a text and a limit");
    }
    sources = sources == null ? null : Set.copyOf(sources);
  }

  @Override
  public String toString() {
    return "Query[limit=" + limit + "]";
  }
}

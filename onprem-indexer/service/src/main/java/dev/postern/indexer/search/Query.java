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
 * @param emergency the patient for whom the rights are widened, or null
 */
public record Query(
    String text,
    int limit,
    Classification classificationsMax,
    @Nullable Set<String> sources,
    @Nullable String emergency) {

  public Query {
    if (text.isBlank() || limit < 1) {
      throw new IllegalArgumentException("a query has a text and a limit");
    }
    sources = sources == null ? null : Set.copyOf(sources);
  }

  /** Under the reader's own rights only. */
  public Query(
      String text, int limit, Classification classificationsMax, @Nullable Set<String> sources) {
    this(text, limit, classificationsMax, sources, null);
  }

  /** With the rights widened for this one patient. */
  public Query widenedFor(String patient) {
    return new Query(text, limit, classificationsMax, sources, patient);
  }

  @Override
  public String toString() {
    return "Query[limit=" + limit + "]";
  }
}

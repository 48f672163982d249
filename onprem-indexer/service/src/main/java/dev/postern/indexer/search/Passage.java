package dev.postern.indexer.search;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that was found.
 *
 * @param page counted from 1; 0 where the document has none
 * @param findings of the accepted detector; null where there are none of it
 * @param score cosine of the angle between question and chunk, 1 at most
 */
public record Passage(
    UUID ref,
    UUID document,
    String title,
    int page,
    String section,
    String text,
    Classification classification,
    List<String> labels,
    String source,
    @Nullable Findings findings,
    double score) {

  public Passage {
    labels = List.copyOf(labels);
  }

  @Override
  public String toString() {
    return "Passage[" + ref + "]";
  }
}

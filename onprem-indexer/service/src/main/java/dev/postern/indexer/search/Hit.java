package dev.postern.indexer.search;

import java.time.Instant;
import java.util.UUID;

/**
 * A chunk that a leg of the search came back with.
 *
 * @param ordinal counted from 0 over the document
 * @param start code points into the document's text
 * @param end code points, exclusive
 * @param changed when the document was taken in or changed last
 * @param cosine of the angle between question and chunk
 * @param lexical weight of the question's words in it; 0 from the dense leg
 */
public record Hit(
    UUID chunk,
    UUID document,
    int version,
    int ordinal,
    int page,
    String section,
    int start,
    int end,
    Instant changed,
    double cosine,
    double lexical) {

  /** Whether both lie next to each other under one heading on one page. */
  boolean adjoins(Hit other) {
    return document.equals(other.document)
        && version == other.version
        && Math.abs(ordinal - other.ordinal) == 1
        && page == other.page
        && section.equals(other.section);
  }

  @Override
  public String toString() {
    return "Hit[" + chunk + "]";
  }
}

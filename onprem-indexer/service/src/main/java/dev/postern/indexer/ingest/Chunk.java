package dev.postern.indexer.ingest;

/**
 * A passage of a document that is found and quoted as one.
 *
 * @param ordinal counted from 0 over the document
 * @param page counted from 1; 0 where the format has no pages
 * @param section heading path, outermost first; empty before the first heading
 * @param start code points into the stored text
 * @param end code points, exclusive
 * @param text the stored text between both, to the byte
 * @param context title and heading path, in front of the text when it is embedded, never quoted
 */
public record Chunk(
    int ordinal, int page, String section, int start, int end, String text, String context) {

  public Chunk {
    if (start < 0 || end <= start || text.isBlank()) {
      throw new IllegalArgumentException("a chunk is a passage");
    }
  }

  /** The same passage where other text stands before it. */
  Chunk moved(int newOrdinal, int by) {
    return new Chunk(newOrdinal, page, section, start + by, end + by, text, context);
  }

  /** What the embedding model reads. */
  public String embedded() {
    return context.isEmpty() ? text : context + "\n" + text;
  }

  @Override
  public String toString() {
    return "Chunk[" + ordinal + ", " + start + ".." + end + "]";
  }
}

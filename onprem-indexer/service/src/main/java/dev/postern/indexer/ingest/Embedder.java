package dev.postern.indexer.ingest;

/** Port: texts to unit vectors of {@link #DIMENSIONS} components, on this machine. */
public interface Embedder {

  /** Components of a vector. */
  int DIMENSIONS = 384;

  /** A passage of a document. */
  float[] passage(String text);

  /** What someone asks. */
  float[] query(String text);
}

package dev.postern.indexer.ingest;

/** Port: the embedding model's own tokenizer, without its special tokens. */
public interface TokenMeter {

  /** For each token in order, the UTF-16 index in the text at which it ends. */
  int[] tokenEnds(String text);

  /** How many tokens the text has. */
  default int count(String text) {
    return tokenEnds(text).length;
  }
}

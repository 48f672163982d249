package dev.postern.indexer.parser;

import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param total from the first byte sent to the last frame read
 * @param noProgress between two frames
 * @param processor time of its own, of whatever the child did
 * @param temporaryBytes on disk
 * @param maxCharacters of text
 * @param documentsPerChild after which a child is replaced
 */
public record ParserLimits(
    Duration total,
    Duration noProgress,
    Duration processor,
    long temporaryBytes,
    long maxCharacters,
    int documentsPerChild) {

  public ParserLimits {
    if (!total.isPositive() || !noProgress.isPositive() || !processor.isPositive()) {
      throw new IllegalArgumentException("a parser has time");
    }
    if (temporaryBytes < 1 || maxCharacters < 1 || documentsPerChild < 1) {
      throw new IllegalArgumentException("a parser reads something");
    }
  }
}

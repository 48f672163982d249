package dev.postern.indexer.parser;

import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param total from the first byte sent to the last frame read
 * @param noProgress between two frames
 * @param maxCharacters of text
 * @param documentsPerChild after which a child is replaced
 */
public record ParserLimits(
    Duration total, Duration noProgress, long maxCharacters, int documentsPerChild) {

  public ParserLimits {
    if (!total.isPositive() || !noProgress.isPositive()) {
      throw new IllegalArgumentException("a parser has time");
    }
    if (maxCharacters < 1 || documentsPerChild < 1) {
      throw new IllegalArgumentException("a parser reads something");
    }
  }
}

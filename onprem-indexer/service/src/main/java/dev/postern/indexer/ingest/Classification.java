package dev.postern.indexer.ingest;

import java.util.Locale;
import java.util.Optional;

/** How sensitive a document is; the order of declaration is the order of sensitivity. */
public enum Classification {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /** The word on the wire, such as {@code internal}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The classification of that word, or empty for any other. */
  public static Optional<Classification> ofWord(String word) {
    for (Classification classification : values()) {
      if (classification.word().equals(word)) {
        return Optional.of(classification);
      }
    }
    return Optional.empty();
  }
}

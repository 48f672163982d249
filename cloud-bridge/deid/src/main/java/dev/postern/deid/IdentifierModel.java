package dev.postern.deid;

import java.util.List;

/** Port: a learned reader of texts, beside the rules. Thread-safe. */
public interface IdentifierModel {

  /**
   * A stretch that may identify.
   *
   * @param start first char, counted from 0
   * @param end char after the last one
   * @param probability that it does, in (0, 1]
   */
  record Guess(int start, int end, Kind kind, double probability) {

    public Guess {
      if (start < 0 || end <= start || !(probability > 0 && probability <= 1)) {
        throw new IllegalArgumentException("a guess covers something, likely to a degree");
      }
    }
  }

  /** What the model tells apart. */
  enum Kind {
    PERSON,
    ADDRESS,
    ORGANISATION,
    DATE,
    ID,
    PHONE,
    NET
  }

  /**
   * Ascending and not overlapping.
   *
   * @throws IllegalStateException when the model cannot be loaded or does not run
   */
  List<Guess> read(String text);

  /** Names the very weights, known without loading them. */
  String digest();
}

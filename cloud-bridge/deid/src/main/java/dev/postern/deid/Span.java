package dev.postern.deid;

/**
 * A stretch of text that identifies somebody.
 *
 * @param start first code point, counted from 0
 * @param end code point after the last one; more than {@code start}
 * @param score how sure the layer is, in (0, 1]; below {@link #REPLACE} it is reported but not
 *     replaced
 * @param layer what found it
 */
public record Span(int start, int end, IdentifierType type, double score, Layer layer) {

  /** From this score on a span is replaced; below it counts as uncertain. */
  public static final double REPLACE = 0.5;

  /** What found a span, in ascending order of trust where two disagree about the same stretch. */
  public enum Layer {
    PROPAGATED,
    MODEL,
    PATTERN,
    KNOWN
  }

  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span needs 0 <= start < end");
    }
    if (!(score > 0 && score <= 1)) {
      throw new IllegalArgumentException("a score lies in (0, 1]");
    }
  }

  /** Whether it is reported only: scored below {@link #REPLACE}. */
  public boolean uncertain() {
    return score < REPLACE;
  }

  boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }
}

package dev.postern.deid;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the spans of patterns and model, given in chars of the normal text, kept in code points
 * of the original.
 */
final class Marks {

  private final NormalText normal;
  private final List<Span> spans = new ArrayList<>();

  Marks(NormalText normal) {
    this.normal = normal;
  }

  void add(int start, int end, IdentifierType type, double score) {
    if (end > start) {
      spans.add(new Span(normal.start(start), normal.end(end), type, score, Span.Layer.PATTERN));
    }
  }

  void learned(int start, int end, IdentifierType type, double score) {
    spans.add(new Span(normal.start(start), normal.end(end), type, score, Span.Layer.MODEL));
  }

  List<Span> spans() {
    return spans;
  }
}

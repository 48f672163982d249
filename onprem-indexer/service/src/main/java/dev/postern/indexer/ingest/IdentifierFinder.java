package dev.postern.indexer.ingest;

import java.util.List;

/** Port: the guard's detector, run over whole documents when they arrive. */
public interface IdentifierFinder {

  /** The detector's digest. */
  String detector();

  /** Identifiers in the text, in order. */
  Findings find(String text);

  /**
   * What one detector found in one text.
   *
   * @param detector its digest; findings of another are of another detector
   */
  record Findings(String detector, List<Span> spans) {
    public Findings {
      spans = List.copyOf(spans);
    }

    /** The spans that touch a chunk, cut to it, counted from its start. */
    public Findings within(Chunk chunk) {
      List<Span> inside =
          spans.stream()
              .filter(s -> s.start() < chunk.end() && s.end() > chunk.start())
              .map(
                  s ->
                      new Span(
                          Math.max(s.start(), chunk.start()) - chunk.start(),
                          Math.min(s.end(), chunk.end()) - chunk.start(),
                          s.type(),
                          s.score()))
              .toList();
      return new Findings(detector, inside);
    }
  }

  /**
   * One identifier.
   *
   * @param start code points
   * @param end code points, exclusive
   * @param type a word of the shared vocabulary, such as {@code PERSON}
   * @param score 0 to 1
   */
  record Span(int start, int end, String type, double score) {}
}

package dev.postern.indexer.search;

import java.util.List;

/**
 * What the two legs of a search found, each best first.
 *
 * @param shape how the dense leg went about it
 * @param visible chunks that the reader may see, counted no further than the router has to know
 */
public record Legs(Shape shape, long visible, List<Hit> dense, List<Hit> lexical) {

  /** How vectors were compared. */
  public enum Shape {
    /** Nothing is visible. */
    NOTHING,
    /** All visible chunks, one by one. */
    EXACT,
    /** By the graph. */
    GRAPH,
    /** By the graph, and as it came back short, one by one. */
    GRAPH_THEN_EXACT
  }

  public Legs {
    dense = List.copyOf(dense);
    lexical = List.copyOf(lexical);
  }
}

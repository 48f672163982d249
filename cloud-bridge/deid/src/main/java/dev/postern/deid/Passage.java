package dev.postern.deid;

import java.util.List;

/**
 * One text that could leave: the question, an earlier turn, a snippet.
 *
 * @param carried spans that came with it, found over the whole document at ingestion or by looking
 *     the question up among all stored identifiers; they are added to what the detector finds
 */
public record Passage(String text, List<Span> carried) {

  public Passage {
    carried = List.copyOf(carried);
  }

  public static Passage of(String text) {
    return new Passage(text, List.of());
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Passage[" + text.length() + " chars, " + carried.size() + " carried]";
  }
}

package dev.postern.deid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text that could leave: the question, an earlier turn, a snippet.
 *
 * @param carried spans that came with it, found over the whole document at ingestion or by looking
 *     the question up among all stored identifiers; they are added to what the detector finds
 * @param detector whose model has read the text already, see {@link Detector#digest()}; null where
 *     none has
 */
public record Passage(String text, List<Span> carried, @Nullable String detector) {

  public Passage(String text, List<Span> carried) {
    this(text, carried, null);
  }

  public Passage {
    carried = List.copyOf(carried);
  }

  public static Passage of(String text) {
    return new Passage(text, List.of(), null);
  }

  /** A text that this detector read, at ingestion or before it left the first time. */
  public static Passage readBy(String detector, String text, List<Span> carried) {
    return new Passage(text, carried, detector);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Passage[" + text.length() + " chars, " + carried.size() + " carried]";
  }
}

package dev.postern.bench.deid;

import dev.postern.deid.KnownIdentifier;
import java.util.List;

/**
 * A text of which somebody said where it identifies.
 *
 * @param id names the text in the list of misses
 * @param gold stretches that identify
 * @param ignored stretches of which it is open: neither missed nor wrongly taken
 * @param known what the subject's record would give the detector; empty where there is none
 */
record LabelledText(
    String id, String text, List<Gold> gold, List<Gold> ignored, List<KnownIdentifier> known) {

  LabelledText {
    gold = List.copyOf(gold);
    ignored = List.copyOf(ignored);
    known = List.copyOf(known);
  }

  /** Chars from {@code start} to before {@code end}. */
  record Gold(int start, int end, String type) {}

  /** Without the text. */
  @Override
  public String toString() {
    return "LabelledText[" + id + "]";
  }
}

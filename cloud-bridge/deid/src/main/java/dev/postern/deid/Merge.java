package dev.postern.deid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one list of what the layers found. Nothing that a layer covered with enough score is
 * uncovered by another: of two that overlap the stronger stays whole, and of the weaker what juts
 * out.
 */
final class Merge {

  private static final Comparator<Span> STRONGER_FIRST =
      Comparator.comparing(Span::uncertain)
          .thenComparing(Merge::rank)
          .thenComparing(Span::layer, Comparator.reverseOrder())
          .thenComparing(span -> span.start() - span.end())
          .thenComparing(Span::score, Comparator.reverseOrder())
          .thenComparing(Span::start);

  private Merge() {}

  /**
   * Names yield to the addresses, places and accounts they are a part of; else the better-trusted
   * layer leads.
   */
  private static int rank(Span span) {
    return span.type() == IdentifierType.EMAIL || span.type() == IdentifierType.URL ? 0 : 1;
  }

  static List<Span> merge(List<Span> spans, String text) {
    List<Span> order = withoutContained(joined(spans));
    order.sort(STRONGER_FIRST);
    TreeMap<Integer, Span> taken = new TreeMap<>();
    for (Span span : order) {
      place(span, taken);
    }
    return withLetters(new ArrayList<>(taken.values()), text);
  }

  /**
   * Overlapping spans of one type are one stretch: a telephone number with the country code that
   * only one layer saw. Not so names: the longer is not the better name.
   */
  private static List<Span> joined(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(
        Comparator.comparing(Span::type).thenComparing(Span::uncertain).thenComparing(Span::start));
    List<Span> joined = new ArrayList<>();
    for (Span span : sorted) {
      Span last = joined.isEmpty() ? null : joined.getLast();
      boolean same =
          last != null && last.type() == span.type() && last.uncertain() == span.uncertain();
      if (last != null && same && last.overlaps(span) && span.type() != IdentifierType.PERSON) {
        Span.Layer layer = last.layer().compareTo(span.layer()) > 0 ? last.layer() : span.layer();
        int end = Math.max(last.end(), span.end());
        joined.set(
            joined.size() - 1,
            new Span(last.start(), end, span.type(), Math.max(last.score(), span.score()), layer));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  private static List<Span> withoutContained(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(
        Comparator.comparing(Span::start)
            .thenComparing(Span::end, Comparator.reverseOrder())
            .thenComparing(Span::layer, Comparator.reverseOrder())
            .thenComparing(Span::score, Comparator.reverseOrder()));
    List<Span> kept = new ArrayList<>();
    Span widest = null;
    for (Span span : sorted) {
      boolean inside = widest != null && span.end() <= widest.end() && !widest.uncertain();
      boolean swallowed =
          inside
              && widest != null
              && (span.type() != widest.type() || span.layer().compareTo(widest.layer()) <= 0);
      boolean better =
          inside
              && widest != null
              && span.layer() == Span.Layer.KNOWN
              && widest.layer() != Span.Layer.KNOWN
              && span.start() == widest.start()
              && span.end() == widest.end();
      if (!swallowed || better) {
        kept.add(span);
      }
      if (widest == null || span.end() > widest.end() || widest.uncertain() && !span.uncertain()) {
        widest = span;
      }
    }
    return kept;
  }

  private static void place(Span span, TreeMap<Integer, Span> taken) {
    int start = span.start();
    Map.Entry<Integer, Span> before = taken.floorEntry(start);
    if (before != null && before.getValue().end() > start) {
      start = before.getValue().end();
    }
    while (start < span.end()) {
      Map.Entry<Integer, Span> next = taken.ceilingEntry(start);
      int end = next == null ? span.end() : Math.min(span.end(), next.getKey());
      if (end > start) {
        taken.put(start, new Span(start, end, span.type(), span.score(), span.layer()));
      }
      start = next == null ? span.end() : Math.max(end, next.getValue().end());
    }
  }

  /** Drops pieces that hold no letter or digit. */
  private static List<Span> withLetters(List<Span> spans, String text) {
    int codePoint = 0;
    int index = 0;
    List<Span> kept = new ArrayList<>();
    for (Span span : spans) {
      index = text.offsetByCodePoints(index, span.start() - codePoint);
      int end = text.offsetByCodePoints(index, span.end() - span.start());
      if (text.substring(index, end).codePoints().anyMatch(Character::isLetterOrDigit)) {
        kept.add(span);
      }
      index = end;
      codePoint = span.end();
    }
    return kept;
  }
}

package dev.postern.deid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a detector found in one text.
 *
 * @param detector the version of the rules that looked, see {@link Detector#digest()}
 * @param spans ascending and not overlapping
 */
public record Findings(String detector, List<Span> spans) {

  public Findings {
    spans = List.copyOf(spans);
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start() < spans.get(i - 1).end()) {
        throw new IllegalArgumentException("spans ascend and do not overlap");
      }
    }
  }

  /** Spans to be replaced, by type. */
  public Map<IdentifierType, Integer> counts() {
    return count(false);
  }

  /** Spans below the replace threshold, by type. */
  public Map<IdentifierType, Integer> uncertain() {
    return count(true);
  }

  /**
   * What the spans to be replaced cover, for the outbound check: none of it may be left in what
   * leaves.
   *
   * @param text the one that these are the findings of
   */
  public List<KnownIdentifier> values(String text) {
    return values(text, spans);
  }

  static List<KnownIdentifier> values(String text, List<Span> spans) {
    List<KnownIdentifier> values = new ArrayList<>();
    int codePoint = 0;
    int index = 0;
    for (Span span : spans) {
      index = text.offsetByCodePoints(index, span.start() - codePoint);
      int end = text.offsetByCodePoints(index, span.end() - span.start());
      String value = text.substring(index, end);
      if (!span.uncertain() && !value.isBlank()) {
        values.add(new KnownIdentifier(span.type(), value, "", null));
      }
      index = end;
      codePoint = span.end();
    }
    return values;
  }

  private Map<IdentifierType, Integer> count(boolean uncertain) {
    Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
    for (Span span : spans) {
      if (span.uncertain() == uncertain) {
        counts.merge(span.type(), 1, Integer::sum);
      }
    }
    return Collections.unmodifiableMap(counts);
  }
}

package dev.postern.deid;

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

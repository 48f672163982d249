package dev.postern.bridge.disclosure;

import dev.postern.deid.IdentifierType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many identifiers of each type; the only thing about identifiers that is ever shown. */
public record Tally(Map<IdentifierType, Integer> byType) {

  /** No identifiers. */
  public static final Tally NONE = new Tally(Map.of());

  public Tally {
    Map<IdentifierType, Integer> sorted = new EnumMap<>(IdentifierType.class);
    sorted.putAll(byType);
    byType = Collections.unmodifiableMap(sorted);
  }

  /** One for each of these. */
  public static Tally of(Collection<IdentifierType> types) {
    Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
    types.forEach(type -> counts.merge(type, 1, Integer::sum));
    return new Tally(counts);
  }

  /** Both together. */
  public Tally plus(Tally other) {
    Map<IdentifierType, Integer> sum = new EnumMap<>(IdentifierType.class);
    sum.putAll(byType);
    other.byType.forEach((type, count) -> sum.merge(type, count, Integer::sum));
    return new Tally(sum);
  }

  /** All types together. */
  public int total() {
    return byType.values().stream().mapToInt(Integer::intValue).sum();
  }
}

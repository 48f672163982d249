package dev.postern.audit.accounting;

import dev.postern.audit.export.Exported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The disclosures about one individual in a period, oldest first, and by which rules others are
 * left out.
 *
 * @param log the log it was made from
 * @param period what it covers
 * @param disclosures each in full (45 CFR 164.528(b)(2))
 * @param series those to one recipient for one purpose together (45 CFR 164.528(b)(3))
 * @param excluded how many were left out, by rule
 */
public record Accounting(
    String log,
    Period period,
    List<Disclosed> disclosures,
    List<Series> series,
    Map<Exclusion, Integer> excluded) {

  /**
   * Several disclosures to one recipient for one purpose.
   *
   * @param first the first, in full
   * @param last when the last was
   * @param count how many
   */
  public record Series(Disclosed first, Instant last, int count) {}

  private record Same(String tenant, String recipient, String purpose) {}

  /** Copies the lists. */
  public Accounting {
    disclosures = List.copyOf(disclosures);
    series = List.copyOf(series);
    excluded = Map.copyOf(excluded);
  }

  /** Accounts for intents about one individual, in the order of the log. */
  public static Accounting of(String log, Period period, List<Exported> intents) {
    var disclosures = new ArrayList<Disclosed>();
    var excluded = new EnumMap<Exclusion, Integer>(Exclusion.class);
    for (var intent : intents) {
      if (period.covers(intent.entry().time())) {
        Exclusion.of(intent.entry(), intent.closing())
            .ifPresentOrElse(
                rule -> excluded.merge(rule, 1, Integer::sum),
                () -> disclosures.add(Disclosed.of(intent)));
      }
    }
    return new Accounting(log, period, disclosures, series(disclosures), excluded);
  }

  private static List<Series> series(List<Disclosed> disclosures) {
    var found = new LinkedHashMap<Same, Series>();
    for (var one : disclosures) {
      found.merge(
          new Same(one.tenant(), one.recipient(), one.purposeCode()),
          new Series(one, one.date(), 1),
          (sum, next) -> new Series(sum.first(), next.last(), sum.count() + 1));
    }
    return List.copyOf(found.values());
  }

  @Override
  public String toString() {
    return "Accounting of " + disclosures.size();
  }
}

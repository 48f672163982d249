package dev.postern.audit.accounting;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What an accounting covers: at most the six years before it is asked for (45 CFR 164.528(a)(1)).
 *
 * @param requested when it is asked for
 * @param from the first moment covered
 * @param to the first moment no longer covered
 */
public record Period(Instant requested, Instant from, Instant to) {
  private static final int YEARS = 6;

  /** Refuses a period that covers nothing. */
  public Period {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the period ends before it begins");
    }
  }

  /**
   * The part of the last six years that the individual asks for.
   *
   * @param from null for as early as may be
   * @param to null for until now
   */
  public static Period asked(Instant requested, @Nullable Instant from, @Nullable Instant to) {
    var earliest = requested.atOffset(ZoneOffset.UTC).minusYears(YEARS).toInstant();
    return new Period(
        requested,
        from == null || from.isBefore(earliest) ? earliest : from,
        to == null || to.isAfter(requested) ? requested : to);
  }

  boolean covers(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }
}

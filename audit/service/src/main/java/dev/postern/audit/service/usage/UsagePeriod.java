package dev.postern.audit.service.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * A period whose usage is due.
 *
 * @param from its begin
 * @param to its end, not part of it
 * @param callsFrom a report has to reach back to here
 * @param callsTo and up to here: clocks differ, and a call follows its intent
 */
public record UsagePeriod(Instant from, Instant to, Instant callsFrom, Instant callsTo) {
  static UsagePeriod of(Instant from, Instant to, Duration margin) {
    return new UsagePeriod(from, to, from.minus(margin), to.plus(margin));
  }
}

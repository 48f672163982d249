package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.Optional;

/** The log's side of reconciliation: it says what is due, compares and records. */
public interface UsageLedger {

  /**
   * A period whose usage is due.
   *
   * @param from its begin
   * @param to its end
   * @param callsFrom the report has to reach back to here
   * @param callsTo and up to here
   */
  record Period(Instant from, Instant to, Instant callsFrom, Instant callsTo) {}

  /**
   * The oldest period of a route that is over and not compared.
   *
   * @throws Refusal AUDIT_UNAVAILABLE
   */
  Optional<Period> due(Route route) throws Refusal;

  /**
   * Hands over what the provider says.
   *
   * @throws Refusal AUDIT_UNAVAILABLE
   */
  void compare(Route route, Period period, ProviderUsage.Report report) throws Refusal;
}

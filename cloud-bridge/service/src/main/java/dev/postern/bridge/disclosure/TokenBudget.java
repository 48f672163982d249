package dev.postern.bridge.disclosure;

import java.time.LocalDate;

/** How many of its models' tokens a tenant may use in a day (UTC), counted over all bridges. */
public interface TokenBudget {

  /**
   * Takes tokens before they are used.
   *
   * @throws Refusal RATE_LIMITED when the day has not as many left, POLICY_UNDECIDED when nobody
   *     can say
   */
  Taken take(String tenant, long tokens) throws Refusal;

  /** Counts what was used in place of what was taken. Never throws. */
  void settle(Taken taken, long used);

  /** What was taken, and of which day. */
  record Taken(String tenant, LocalDate day, long tokens) {}
}

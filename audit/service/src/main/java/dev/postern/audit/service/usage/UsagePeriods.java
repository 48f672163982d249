package dev.postern.audit.service.usage;

import java.time.Instant;

/** How far each route's usage has been compared. Fails with StoreFailure. */
public interface UsagePeriods {
  /**
   * Up to when it was compared.
   *
   * @param now the begin of a route that was never asked for
   */
  Instant comparedUntil(String route, Instant now);

  /** Moves on from one time to a later one; false when it was moved already. */
  boolean compared(String route, Instant from, Instant to);
}

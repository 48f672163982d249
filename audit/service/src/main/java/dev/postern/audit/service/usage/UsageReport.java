package dev.postern.audit.service.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a route's calls in a period.
 *
 * @param route the route's name
 * @param from begin of the period it was asked for
 * @param to its end
 * @param calls every call it counts, with a margin before and after the period; empty where it
 *     gives no report
 */
public record UsageReport(String route, Instant from, Instant to, Optional<List<Call>> calls) {
  /** Copies the list. */
  public UsageReport {
    calls = calls.map(List::copyOf);
  }

  /**
   * A call as the provider knows it.
   *
   * @param at by its clock
   * @param clientRequestId what the caller named it: the intent's id, if it came through the gate
   * @param providerRequestId what the provider named it
   */
  public record Call(
      Instant at, @Nullable String clientRequestId, @Nullable String providerRequestId) {
    /** A name for the log: never what a stranger chose. */
    String name() {
      return providerRequestId == null ? "at:" + at : providerRequestId;
    }
  }
}

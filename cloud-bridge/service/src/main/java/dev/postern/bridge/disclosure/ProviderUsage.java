package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says it was asked. The question holds a period and nothing else; the answer no
 * content.
 */
public interface ProviderUsage {

  /** What there is to be had. */
  sealed interface Report {
    /** Every call in the period that the provider knows. */
    record Given(List<Call> calls) implements Report {
      public Given {
        calls = List.copyOf(calls);
      }
    }

    /** The provider of this route gives no report, or none is configured. */
    record NotGiven() implements Report {}
  }

  /**
   * A call as the provider knows it.
   *
   * @param at by its clock
   * @param clientRequestId what the caller named it: the intent's id, if it came through the gate
   * @param providerRequestId what the provider named it
   */
  record Call(Instant at, @Nullable String clientRequestId, @Nullable String providerRequestId) {}

  /** There should be a report, and it could not be had whole; to be tried again. */
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param detail a fixed word, never what somebody else wrote
     */
    public Unavailable(String detail) {
      super(detail);
    }
  }

  /** Whether the provider of a route has to be asked. */
  boolean given(Route route);

  /** All calls over a route from one time up to another. */
  Report report(Route route, Instant from, Instant to) throws Unavailable;
}

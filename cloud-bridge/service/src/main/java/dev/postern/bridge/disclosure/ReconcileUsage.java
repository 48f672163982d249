package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.Optional;

/**
 * Fetches what providers say they were asked and hands it to the log, which compares. The bridge
 * only has the way there: it neither chooses the period nor sees what comes out.
 */
public final class ReconcileUsage {
  private static final System.Logger LOGGER = System.getLogger(ReconcileUsage.class.getName());

  private final List<Route> routes;
  private final Tunnel tunnel;
  private final ProviderUsage usage;
  private final UsageLedger ledger;

  /**
   * @param tunnel to where the reports are, not to the models
   */
  public ReconcileUsage(
      List<Route> routes, Tunnel tunnel, ProviderUsage usage, UsageLedger ledger) {
    this.routes = List.copyOf(routes);
    this.tunnel = tunnel;
    this.usage = usage;
    this.ledger = ledger;
  }

  /**
   * Looks once at each route; what fails is due again the next time.
   *
   * @throws Refusal AUDIT_UNAVAILABLE
   */
  public void look() throws Refusal {
    for (Route route : routes) {
      Optional<UsageLedger.Period> due = ledger.due(route);
      if (due.isPresent()) {
        look(route, due.get());
      }
    }
  }

  private void look(Route route, UsageLedger.Period due) throws Refusal {
    try {
      if (usage.given(route) && !tunnel.prove(route).proven()) {
        throw new ProviderUsage.Unavailable("tunnel-unproven");
      }
      ledger.compare(route, due, usage.report(route, due.callsFrom(), due.callsTo()));
    } catch (ProviderUsage.Unavailable e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "route {0}: its usage report could not be had ({1}); trying on",
          route.name(),
          e.getMessage());
    }
  }
}

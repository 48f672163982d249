package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.ProviderUsage.Report;
import dev.postern.bridge.disclosure.UsageLedger.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcileUsageTest {
  private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-23T00:00:00Z");
  private static final Period DUE =
      new Period(FROM, TO, FROM.minusSeconds(600), TO.plusSeconds(600));
  private static final Route ROUTE = new Route("a", "azure-openai", "eu", "m", List.of());
  private static final Route SILENT = new Route("b", "azure-openai", "eu", "m", List.of());

  private final List<Report> compared = new ArrayList<>();
  private final List<Instant> asked = new ArrayList<>();
  private Optional<Period> due = Optional.of(DUE);
  private boolean proven = true;
  private boolean reachable = true;

  @Test
  void aReportThatIsDueIsFetchedWithItsMarginAndHandedOver() throws Exception {
    reconcile(ROUTE).look();
    assertEquals(List.of(DUE.callsFrom(), DUE.callsTo()), asked);
    assertInstanceOf(Report.Given.class, compared.getFirst());
  }

  @Test
  void nothingIsFetchedBeforeItIsDue() throws Exception {
    due = Optional.empty();
    reconcile(ROUTE).look();
    assertTrue(asked.isEmpty());
    assertTrue(compared.isEmpty());
  }

  @Test
  void nothingIsAskedForOutsideTheTunnelAndTheReportStaysDue() throws Exception {
    proven = false;
    reconcile(ROUTE).look();
    assertTrue(asked.isEmpty());
    assertTrue(compared.isEmpty());
  }

  @Test
  void aReportThatCannotBeHadStaysDueAndTheNextRouteIsLookedAt() throws Exception {
    reachable = false;
    reconcile(ROUTE, SILENT).look();
    assertEquals(1, compared.size());
    assertInstanceOf(Report.NotGiven.class, compared.getFirst());
  }

  @Test
  void withoutALogNothingIsFetched() {
    ReconcileUsage reconcile =
        new ReconcileUsage(List.of(ROUTE), tunnel(), usage(), new SilentLedger());
    assertThrows(Refusal.class, reconcile::look);
    assertTrue(asked.isEmpty());
  }

  private ReconcileUsage reconcile(Route... routes) {
    UsageLedger ledger =
        new UsageLedger() {
          @Override
          public Optional<Period> due(Route route) {
            return due;
          }

          @Override
          public void compare(Route route, Period period, Report report) {
            compared.add(report);
          }
        };
    return new ReconcileUsage(List.of(routes), tunnel(), usage(), ledger);
  }

  private Tunnel tunnel() {
    return route -> new TunnelEvidence(proven, "wg0", "10.0.0.1", List.of(), "", FROM);
  }

  private ProviderUsage usage() {
    return new ProviderUsage() {
      @Override
      public boolean given(Route route) {
        return route.equals(ROUTE);
      }

      @Override
      public Report report(Route route, Instant from, Instant to) throws Unavailable {
        if (!given(route)) {
          return new Report.NotGiven();
        }
        asked.addAll(List.of(from, to));
        if (!reachable) {
          throw new Unavailable("unreachable");
        }
        return new Report.Given(List.of());
      }
    };
  }

  private static final class SilentLedger implements UsageLedger {
    @Override
    public Optional<Period> due(Route route) throws Refusal {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }

    @Override
    public void compare(Route route, Period period, Report report) throws Refusal {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }
}

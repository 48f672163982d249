package dev.postern.audit.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Outcome.Status;
import dev.postern.audit.export.Exported;
import dev.postern.audit.export.Golden;
import dev.postern.audit.export.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountingTest {
  private static final Accountable COUNTS = new Accountable(true, "policy");
  private static final Accountable NOT = new Accountable(false, "policy");
  private static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void whatThePolicyCountsIsInWhateverThePurpose() {
    var intent = Samples.intent(1, "TREAT", COUNTS);
    assertEquals(Optional.empty(), Exclusion.of(intent, Samples.outcome(1, Status.ANSWERED)));
  }

  @Test
  void whatThePolicyDoesNotCountIsLeftOutOnlyByARule() {
    assertEquals(
        Optional.of(Exclusion.TREATMENT_PAYMENT_OPERATIONS),
        Exclusion.of(Samples.intent(1, "HOPERAT", NOT), null));
    assertEquals(Optional.empty(), Exclusion.of(Samples.intent(1, "HRESCH", NOT), null));
    assertEquals(Optional.empty(), Exclusion.of(Samples.intent(1, "PUBHLTH", NOT), null));
  }

  @Test
  void theEntryMayNameItsRuleItself() {
    var authorized = new Accountable(false, "164.528(a)(1)(iv)");
    assertEquals(
        Optional.of(Exclusion.AUTHORIZED),
        Exclusion.of(Samples.intent(1, "HRESCH", authorized), null));
    var invented = new Accountable(false, "164.528(a)(1)(xiv)");
    assertEquals(Optional.empty(), Exclusion.of(Samples.intent(1, "HRESCH", invented), null));
  }

  @Test
  void whatWasNotSentIsNoDisclosureButWhatNobodyKnowsIs() {
    var intent = Samples.intent(1, "HRESCH", COUNTS);
    assertEquals(
        Optional.of(Exclusion.NOTHING_LEFT),
        Exclusion.of(intent, Samples.outcome(1, Status.NOT_SENT)));
    for (Entry unknown : List.of(Samples.reconciled(1), Samples.outcome(1, Status.FAILED))) {
      assertEquals(Optional.empty(), Exclusion.of(intent, unknown));
    }
    assertFalse(accounting(Samples.exported(1, intent, null)).disclosures().getFirst().confirmed());
    assertFalse(
        accounting(Samples.exported(1, intent, Samples.reconciled(1)))
            .disclosures()
            .getFirst()
            .confirmed());
  }

  @Test
  void everyRuleOfTheLawIsThereOnceWithItsCitation() {
    assertEquals(
        8,
        List.of(Exclusion.values()).stream()
            .map(Exclusion::citation)
            .filter(citation -> citation.matches("45 CFR 164\\.528\\(a\\)\\(1\\)\\([ivx]+\\)"))
            .distinct()
            .count());
  }

  @Test
  void atMostSixYearsAreCovered() {
    var six = Period.asked(TODAY, Instant.EPOCH, Instant.MAX);
    assertEquals(Instant.parse("2020-11-23T00:00:00Z"), six.from());
    assertEquals(TODAY, six.to());
    assertThrows(
        IllegalArgumentException.class,
        () -> Period.asked(TODAY, TODAY.minusSeconds(1), TODAY.minusSeconds(2)));
    var edge = Instant.parse("2020-11-23T00:00:00Z");
    var in = Samples.exported(1, Samples.intent(1, edge, "HRESCH", COUNTS), null);
    var out = Samples.exported(2, Samples.intent(2, edge.minusMillis(1), "HRESCH", COUNTS), null);
    var kept = Accounting.of(Samples.ORIGIN, six, List.of(out, in)).disclosures();
    assertEquals(List.of(11L), kept.stream().map(Disclosed::index).toList());
  }

  @Test
  void thoseToOneRecipientForOnePurposeAreASeries() {
    var accounting = sample();
    assertEquals(2, accounting.series().size());
    var series = accounting.series().getFirst();
    assertEquals(2, series.count());
    assertEquals(11, series.first().index());
    assertEquals(Samples.NOON.plusSeconds(180), series.last());
    assertEquals(Map.of(Exclusion.NOTHING_LEFT, 1), accounting.excluded());
  }

  @Test
  void theLinesAreAsKept() {
    Golden.assertSame("accounting.csv", AccountingText.csv(sample()));
  }

  @Test
  void theDocumentIsAsKeptAndNamesNoPatient() {
    var json = new String(AccountingText.json(sample()).canonicalBytes(), StandardCharsets.UTF_8);
    Golden.assertSame("accounting.json", json);
    assertTrue(!json.contains(Samples.ADA) && !json.contains(Samples.BEN));
  }

  private static Accounting sample() {
    return accounting(
        Samples.exported(
            1, Samples.intent(1, "HRESCH", COUNTS), Samples.outcome(1, Status.ANSWERED)),
        Samples.exported(
            2, Samples.intent(2, "HRESCH", COUNTS), Samples.outcome(2, Status.NOT_SENT)),
        Samples.exported(3, Samples.intent(3, "HRESCH", COUNTS), Samples.reconciled(3)),
        Samples.exported(
            4, Samples.intent(4, "TREAT", COUNTS), Samples.outcome(4, Status.PARTIAL)));
  }

  private static Accounting accounting(Exported... intents) {
    return Accounting.of(Samples.ORIGIN, Period.asked(TODAY, null, null), List.of(intents));
  }
}

package dev.postern.audit.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.BreakGlass;
import dev.postern.audit.entry.Change;
import dev.postern.audit.entry.Denial;
import dev.postern.audit.entry.DocumentRef;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.Recovery;
import dev.postern.audit.log.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private static final Accountable COUNTS = new Accountable(true, "policy");

  @Test
  void everyTypeOfEntryIsFhirR4AndKeepsTheRulesOfTheProfileItClaims() {
    for (var line : lines(ExportFormat.FHIR)) {
      assertEquals(List.of(), Fhir.errors(line), line);
      assertEquals(List.of(), IheProfiles.broken(Fhir.parse(line)), line);
    }
  }

  @Test
  void theValidatorsAreNotBlind() {
    var line = ExportFormat.FHIR.of(Samples.ORIGIN).lines(intent()).getFirst();
    assertNotEquals(List.of(), Fhir.errors(line.replace("\"requestor\":false,", "")));
    assertNotEquals(
        List.of(),
        IheProfiles.broken(Fhir.parse(line.replace("\"code\":\"110152\"", "\"code\":\"1\""))));
    assertNotEquals(
        List.of(),
        IheProfiles.broken(Fhir.parse(line.replace("\"type\":\"Patient\"", "\"type\":\"Group\""))));
    assertNotEquals(
        List.of(),
        IheProfiles.broken(Fhir.parse(line.replaceFirst("Postern, log", "Another, log"))));
    var event = lines(ExportFormat.OCSF).getFirst();
    assertNotEquals(
        List.of(), Ocsf.errors(event.replace("\"class_uid\":6003", "\"class_uid\":6002")));
    assertNotEquals(List.of(), Ocsf.errors(event.replace("\"severity_id\"", "\"severity\"")));
    assertNotEquals(List.of(), Oscal.errors(report(all()).replace("\"oscal-version\"", "\"v\"")));
  }

  @Test
  void whatLeftIsToldOnceForEachPatientAndNothingThatDidNotLeave() {
    var fhir = ExportFormat.FHIR.of(Samples.ORIGIN);
    var lines = fhir.lines(intent());
    assertEquals(2, lines.stream().filter(line -> line.contains("PrivacyDisclosure")).count());
    assertEquals(
        2,
        lines.stream()
            .filter(line -> line.contains("#pseudonymize") || line.contains("pseudonymize"))
            .count());
    var unsent = Samples.exported(1, intent().entry(), Samples.outcome(1, Outcome.Status.NOT_SENT));
    assertEquals(1, fhir.lines(unsent).size());
    assertFalse(fhir.lines(unsent).getFirst().contains("profile"));
    var nobody = new Exported(11, intent().entry(), List.of(), null);
    assertFalse(fhir.lines(nobody).getFirst().contains("profile"));
  }

  @Test
  void everyTypeOfEntryIsAnOcsfApiActivity() {
    var lines = lines(ExportFormat.OCSF);
    assertEquals(all().size(), lines.size());
    for (var line : lines) {
      assertEquals(List.of(), Ocsf.errors(line), line);
    }
  }

  @Test
  void aCallThatNoIntentAnnouncedIsLoudAndAgreementIsNot() {
    var format = ExportFormat.OCSF.of(Samples.ORIGIN);
    var agreed = format.lines(Samples.exported(1, Samples.usage(0), null)).getFirst();
    var differs = format.lines(Samples.exported(1, Samples.usage(2), null)).getFirst();
    assertTrue(agreed.contains("\"severity_id\":1"), agreed);
    assertTrue(differs.contains("\"severity_id\":4"), differs);
    assertTrue(differs.contains("usage_differs"), differs);
  }

  @Test
  void noLineNamesMoreOfAPatientThanTheirHandle() {
    assertTrue(String.join("", lines(ExportFormat.FHIR)).contains(Samples.ADA));
    assertFalse(String.join("", lines(ExportFormat.OCSF)).contains(Samples.ADA));
    assertFalse(String.join("", lines(ExportFormat.CSV)).contains(Samples.ADA));
  }

  @Test
  void theLinesOfOcsfAreAsKept() {
    Golden.assertSame("ocsf.ndjson", String.join("", lines(ExportFormat.OCSF)));
  }

  @Test
  void theLinesOfFhirAreAsKept() {
    Golden.assertSame("auditevent.ndjson", String.join("", lines(ExportFormat.FHIR)));
  }

  @Test
  void theLinesOfCsvAreAsKept() {
    var csv = ExportFormat.CSV.of(Samples.ORIGIN);
    var text = csv.header() + String.join("", lines(ExportFormat.CSV));
    int columns = csv.header().split(",", -1).length;
    assertTrue(lines(ExportFormat.CSV).stream().allMatch(l -> l.split(",", -1).length == columns));
    Golden.assertSame("entries.csv", text);
  }

  @Test
  void theReportIsOscalByItsOwnSchema() {
    var text = report(all());
    assertEquals(List.of(), Oscal.errors(text));
    Golden.assertSame("assessment-results.json", text);
  }

  @Test
  void aReportSaysWhatFails() {
    var open = Samples.exported(1, intent().entry(), null);
    var text = report(List.of(open));
    assertEquals(List.of(), Oscal.errors(text));
    assertTrue(text.contains("1 of 1 fail; the first is entry 11."), text);
    assertTrue(text.contains("\"not-satisfied\""));
    assertFalse(report(List.of(intent())).contains("\"not-satisfied\""));
  }

  private static String report(List<Exported> entries) {
    var source =
        new OscalReport.Source(
            Samples.ORIGIN, Samples.id(9), Samples.NOON.plusSeconds(7200), 10, 40);
    var report = new OscalReport(source);
    entries.forEach(report::add);
    return new String(report.document().canonicalBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> lines(ExportFormat format) {
    var lines = format.of(Samples.ORIGIN);
    return all().stream().flatMap(exported -> lines.lines(exported).stream()).toList();
  }

  private static Exported intent() {
    return Samples.exported(
        1, Samples.intent(1, "HRESCH", COUNTS), Samples.outcome(1, Outcome.Status.ANSWERED));
  }

  /** One entry of each type. */
  private static List<Exported> all() {
    var entries = new ArrayList<Exported>();
    entries.add(intent());
    for (var type : EntryType.values()) {
      if (type != EntryType.EGRESS_INTENT) {
        entries.add(Samples.exported(type.ordinal() + 2, sample(type), null));
      }
    }
    return entries;
  }

  private static Entry sample(EntryType type) {
    UUID id = Samples.id(500 + type.ordinal());
    var question = Samples.question(200, "TREAT");
    var entry = question.entry(type, id, Samples.NOON);
    var plain =
        Entry.of(type, id, Samples.NOON, "st-aurelia")
            .with(Member.ACTOR, new Actor("entity-2", List.of(), null));
    var change = new Change("object-1", "a", "b", List.of("entity-2", "entity-3"));
    var document =
        new DocumentRef("d-1", "s", "internal", List.of(), List.of("all"), 3, Map.of(), null, null);
    var like = intent().entry();
    return switch (type) {
      case EGRESS_INTENT -> like;
      case LOCAL_INTENT ->
          entry
              .with(Member.DECISION, like.get(Member.DECISION))
              .with(Member.ROUTE, like.get(Member.ROUTE))
              .with(Member.DATA, like.get(Member.DATA))
              .with(Member.ACCOUNTABLE, COUNTS)
              .with(Member.BODY_COMMIT, Hash.EMPTY_TREE)
              .with(Member.SEND_BY, Samples.NOON)
              .with(Member.ANSWER_BY, Samples.NOON.plusSeconds(86_400))
              .with(Member.RESTORE, true)
              .build();
      case EGRESS_OUTCOME -> Samples.outcome(1, Outcome.Status.ANSWERED);
      case LOCAL_ANSWER ->
          entry
              .with(Member.REF, 3L)
              .with(
                  Member.OUTCOME,
                  new Outcome(Outcome.Status.PARTIAL, null, null, null, null, Map.of()))
              .build();
      case EGRESS_DENIED ->
          entry.with(Member.DENIAL, new Denial("withheld", List.of("clearance.above"))).build();
      case NO_SOURCES -> entry.build();
      case RECONCILIATION -> Samples.reconciled(1);
      case BREAK_GLASS ->
          entry
              .with(
                  Member.BREAK_GLASS,
                  new BreakGlass("cardiac-arrest", Samples.NOON, "entity-1", Hash.EMPTY_TREE))
              .build();
      case ACCESS, REIDENTIFY, EXPORT ->
          plain.with(Member.ACCESS, new AccessRef(AccessRef.Kind.DISCLOSURE, "q-1", 2L)).build();
      case AUTHN -> plain.build();
      case LOG_RECOVERY ->
          plain.with(Member.RECOVERY, new Recovery("postern.example/audit/old", "note")).build();
      case DOCUMENT_INDEXED, DOCUMENT_REMOVED -> plain.with(Member.DOCUMENT, document).build();
      case AUTHZ_CHANGE, POLICY_BUNDLE, MODEL_ROUTE_CHANGE, KEY_ROTATED, KEY_DESTROYED ->
          plain.with(Member.CHANGE, change).build();
      case LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED, RETENTION_POLICY, REVIEW_SIGNED ->
          plain.with(Member.CHANGE, change).build();
      case RELATIONSHIP_CHANGED, KILL_SWITCH -> plain.with(Member.CHANGE, change).build();
    };
  }
}

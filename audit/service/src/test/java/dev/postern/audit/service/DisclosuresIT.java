package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Commitments;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.review.PatientName;
import dev.postern.audit.service.vault.TransitHandles;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultSession;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The accounting of disclosures by patient, asked of the running service. */
class DisclosuresIT {
  private static final RunningAudit AUDIT = RunningAudit.start(Settings.DEMO);
  private static final String PATH = "/v1/disclosures/search";
  private static final VaultSession VAULT = RealLog.session("audit");

  private final PatientName patient = new PatientName("st-aurelia/mrn", "SA-" + Ids.next());

  @AfterAll
  static void stop() {
    VAULT.close();
    AUDIT.close();
  }

  @Test
  void aReviewerAccountsForTheirTenantAndAnAuditorForAll() throws Exception {
    var research = disclose("st-aurelia", "HRESCH", true);
    var elsewhere = disclose("st-elsewhere", "HRESCH", true);
    disclose("st-aurelia", "TREAT", false);
    assertEquals(List.of(research), questions("reviewer"));
    assertEquals(Stream.of(research, elsewhere).sorted().toList(), questions("auditor"));
    var excluded = (Json.Obj) Fields.of(ask("reviewer")).array("excluded").getFirst();
    assertEquals(Json.text("45 CFR 164.528(a)(1)(i)"), excluded.members().get("citation"));
  }

  @Test
  void aSecondPatientOfAnIntentIsNotNamedToTheReviewerOfTheFirst() throws Exception {
    disclose("st-aurelia", "HRESCH", true);
    var text = new String(ask("reviewer").canonicalBytes(), StandardCharsets.UTF_8);
    assertFalse(text.contains("MFRGGZDFMZTWQ2LKNNWG23TPOA"));
    assertFalse(text.contains(patient.identifier()));
    assertFalse(text.contains(handle("st-aurelia")));
  }

  @Test
  void asCsvThereIsOneLineForEachDisclosure() throws Exception {
    disclose("st-aurelia", "HRESCH", true);
    disclose("st-aurelia", "PUBHLTH", true);
    var answer = AUDIT.post(PATH, "reviewer", "text/csv", body(""));
    assertEquals(200, answer.statusCode(), RunningAudit.utf8(answer));
    assertEquals(3, RunningAudit.utf8(answer).lines().count());
    assertTrue(RunningAudit.utf8(answer).contains(",Microsoft (Azure OpenAI),westeurope,"));
  }

  @Test
  void onlyReviewersAndAuditorsMayAsk() throws Exception {
    for (var account : List.of("cardiologist", "oncologist", "analyst", "security")) {
      assertEquals(403, AUDIT.post(PATH, account, "*/*", body("")).statusCode(), account);
    }
    assertEquals(401, AUDIT.post(PATH, null, "*/*", body("")).statusCode());
  }

  @Test
  void everyLookIsAnEntryThatCommitsToThePatient() throws Exception {
    assertEquals(0, looks(handle("st-aurelia")));
    ask("reviewer");
    assertEquals(1, looks(handle("st-aurelia")));
  }

  @Test
  void badRequestsAreProblemsThatRepeatNothing() throws Exception {
    for (var bad :
        List.of(
            "{",
            "{}",
            "{\"authority\":\"a\",\"identifier\":\"\"}",
            body(",\"tenant\":\"st-elsewhere\""),
            body(",\"from\":\"yesterday\""),
            body(",\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\""))) {
      var answer = AUDIT.post(PATH, "reviewer", "*/*", bad);
      assertEquals(400, answer.statusCode(), bad);
      assertFalse(RunningAudit.utf8(answer).contains(patient.identifier()));
    }
  }

  private String disclose(String tenant, String purpose, boolean counts) throws Exception {
    var sample = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
    var asked = sample.question();
    var question =
        new QuestionRef(Ids.next(), asked.bootId(), null, tenant, asked.actor(), purpose);
    var handles = List.of(handle(tenant), "MFRGGZDFMZTWQ2LKNNWG23TPOA");
    var intent =
        new EgressIntent(
            sample.id(),
            sample.time(),
            question,
            sample.decision(),
            sample.route(),
            sample.data(),
            new Accountable(counts, "policy"),
            sample.tunnel(),
            sample.sendBy(),
            sample.answerBy(),
            sample.restore(),
            null,
            sample.bodySalt(),
            sample.payload(),
            new Subjects(handles, Salt.random()));
    try (var client = AUDIT.client("bridge")) {
      var receipt = client.commit(intent, Entries.BODY);
      client.append(Submission.of(Entries.outcome(question, receipt.index())));
    }
    return question.id().toString();
  }

  private List<String> questions(String account) throws IOException {
    return Fields.of(ask(account)).array("disclosures").stream()
        .map(one -> Fields.of(one).text("question_id"))
        .sorted()
        .toList();
  }

  private Json ask(String account) throws IOException {
    var answer = AUDIT.post(PATH, account, "*/*", body(""));
    assertEquals(200, answer.statusCode(), RunningAudit.utf8(answer));
    return RunningAudit.json(answer);
  }

  private String body(String more) {
    return "{\"authority\":\"%s\",\"identifier\":\"%s\"%s}"
        .formatted(patient.authority(), patient.identifier(), more);
  }

  private String handle(String tenant) {
    return new TransitHandles(VAULT).of(List.of(tenant), patient).getFirst();
  }

  /** ACCESS entries about a patient whose leaf commits to exactly this patient. */
  private static int looks(String handle) throws SQLException {
    var sql =
        """
        SELECT l.leaf, s.salt FROM subject s JOIN leaf l ON l.idx = s.idx
        WHERE s.handle = ? AND l.type = 'ACCESS'
        """;
    try (var connection = RunningAudit.PARTS.postgres().database("audit").getConnection();
        var select = connection.prepareStatement(sql)) {
      select.setString(1, handle);
      int found = 0;
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var commitment = Commitments.subjects(Salt.of(rows.getBytes(2)), List.of(handle));
          assertEquals(commitment, Entry.parse(rows.getBytes(1)).get(Member.SUBJECTS_COMMIT));
          found++;
        }
      }
      return found;
    }
  }
}

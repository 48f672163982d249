package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Exports, asked of the running service window by window. */
class ExportsIT {
  /** Small, so that every export has several windows. */
  private static final RunningAudit AUDIT =
      RunningAudit.start(Settings.DEMO.with("audit", "audit.export.window", "7"));

  @AfterAll
  static void stop() {
    AUDIT.close();
  }

  @Test
  void anAuditorTakesEveryEntryOfAPeriodAndEachLineLeadsToItsEntry() throws Exception {
    var from = Instant.now();
    var question = Entries.question(Ids.next());
    long index;
    try (var client = AUDIT.client("bridge")) {
      for (int i = 0; i < 10; i++) {
        client.append(Submission.of(Entries.noSources()));
      }
      index = client.commit(Entries.intent(question, Duration.ofMinutes(1)), Entries.BODY).index();
      client.append(Submission.of(Entries.outcome(question, index)));
    }
    var export = begin("auditor", "{\"from\":\"" + from + "\"}");
    var csv = lines("auditor", export, "csv");
    assertEquals(1 + export.number("end") - export.number("first"), csv.size());
    assertTrue(
        csv.stream().anyMatch(l -> l.contains("," + index + ",") && l.contains("EGRESS_INTENT")));
    var fhir = lines("auditor", export, "fhir");
    var disclosure =
        fhir.stream().filter(line -> line.contains("PrivacyDisclosure.Source")).findFirst().get();
    assertTrue(disclosure.contains("MFRGGZDFMZTWQ2LKNNWG23TPOA"));
    assertTrue(disclosure.contains("\"valueString\":\"" + index + "\""));
    assertTrue(disclosure.contains("\"outcome\":\"0\""));
    assertEquals(csv.size() - 1, lines("auditor", export, "ocsf").size());
    var oscal = get("auditor", export, "oscal", "");
    assertEquals(200, oscal.statusCode());
    assertTrue(RunningAudit.utf8(oscal).contains("EGRESS_INTENT 1 "), RunningAudit.utf8(oscal));
  }

  @Test
  void aReviewerTakesOnlyTheirTenantsEntries() throws Exception {
    var from = Instant.now();
    try (var client = AUDIT.client("bridge")) {
      client.append(Submission.of(Entries.noSources()));
      client.append(
          Submission.of(
              Entry.of(EntryType.NO_SOURCES, Ids.next(), Instant.now(), "st-elsewhere")
                  .with(Member.QUESTION_ID, Ids.next())
                  .with(Member.ACTOR, Entries.question(Ids.next()).actor())
                  .with(Member.PURPOSE, "TREAT")
                  .build()));
    }
    var body = "{\"from\":\"" + from + "\"}";
    var own = String.join("\n", lines("reviewer", begin("reviewer", body), "csv"));
    assertTrue(own.contains(",st-aurelia,"));
    assertFalse(own.contains("st-elsewhere"));
    var all = String.join("\n", lines("auditor", begin("auditor", body), "csv"));
    assertTrue(all.contains("st-elsewhere"));
  }

  @Test
  void anExportIsAnEntryAndBelongsToWhoeverBeganIt() throws Exception {
    var from = Instant.now();
    var export = begin("auditor", "{}");
    assertEquals(200, get("auditor", export, "csv", "").statusCode());
    assertEquals(404, get("reviewer", export, "csv", "").statusCode());
    assertEquals(403, get("cardiologist", export, "csv", "").statusCode());
    assertEquals(404, get("auditor", export, "pdf", "").statusCode());
    assertEquals(400, get("auditor", export, "csv", "?from=999999999").statusCode());
    var since = "{\"from\":\"" + from + "\"}";
    var own = lines("auditor", begin("auditor", since), "csv");
    assertTrue(own.stream().anyMatch(l -> l.contains("," + export.text("id") + ",EXPORT,")));
    for (var account : List.of("cardiologist", "analyst", "security")) {
      assertEquals(403, AUDIT.post("/v1/exports", account, "*/*", "{}").statusCode(), account);
    }
    assertEquals(401, AUDIT.post("/v1/exports", null, "*/*", "{}").statusCode());
    for (var bad :
        List.of(
            "{\"tenant\":1}",
            "{\"from\":\"yesterday\"}",
            "{\"from\":\"2026-12-01T00:00:00Z\",\"to\":\"2026-11-01T00:00:00Z\"}")) {
      assertEquals(400, AUDIT.post("/v1/exports", "auditor", "*/*", bad).statusCode(), bad);
    }
  }

  @Test
  void theBridgeAloneTakesDecisionsForWhoMayReadThemAndOnlyWhatWasDecidedFrom() throws Exception {
    var from = Instant.now();
    try (var client = AUDIT.client("bridge")) {
      for (int i = 0; i < 3; i++) {
        client.append(decided("st-aurelia"));
      }
      client.append(decided("st-elsewhere"));
      for (int i = 0; i < 8; i++) {
        client.append(Submission.of(Entries.noSources()));
      }
    }
    var body = "{\"from\":\"" + from + "\"}";
    for (var account : List.of("cardiologist", "analyst")) {
      assertEquals(403, decisions("bridge", "", account, body).statusCode(), account);
    }
    assertEquals(403, decisions("indexer", "", "security", body).statusCode());
    assertEquals(401, AUDIT.post("/v1/decisions", "security", "*/*", body).statusCode());
    assertEquals(401, decisions("bridge", "", null, body).statusCode());
    assertEquals(400, decisions("bridge", "", "security", "{\"since\":1}").statusCode());
    assertEquals(12, decided("security", body).size());
    assertEquals(12, decided("auditor", body).size());
    var own = decided("reviewer", body);
    assertEquals(11, own.size());
    var payload = new String(Base64.getDecoder().decode(own.getFirst()), StandardCharsets.UTF_8);
    assertTrue(payload.contains("\"decision_input\""), payload);
    assertFalse(payload.contains("\"question\""), payload);
    assertEquals(8, own.stream().filter(String::isEmpty).count());
  }

  @Test
  void aPeriodOfDecisionsIsAnEntryAndBelongsToWhoeverBeganIt() throws Exception {
    var from = Instant.now();
    var begun = Fields.of(Json.parse(decisions("bridge", "", "security", "{}").body()));
    var path = "/" + begun.text("id");
    assertEquals(200, decisions("bridge", path, "security", null).statusCode());
    assertEquals(404, decisions("bridge", path, "auditor", null).statusCode());
    assertEquals(404, get("auditor", begun, "csv", "").statusCode());
    assertEquals(400, decisions("bridge", path + "?from=999999999", "security", null).statusCode());
    var since = begin("auditor", "{\"from\":\"" + from + "\"}");
    assertTrue(
        lines("auditor", since, "csv").stream()
            .anyMatch(l -> l.contains("," + begun.text("id") + ",ACCESS,")));
  }

  /** Base64 of each payload, in order; empty where nothing was kept. */
  private static List<String> decided(String account, String body) throws IOException {
    var begun = Fields.of(Json.parse(decisions("bridge", "", account, body).body()));
    var payloads = new ArrayList<String>();
    for (long next = begun.number("first"); next < begun.number("end"); ) {
      var path = "/" + begun.text("id") + "?from=" + next;
      var window = Fields.of(Json.parse(decisions("bridge", path, account, null).body()));
      for (var each : window.array("decided")) {
        var payload = Fields.of(each).textOrNull("payload");
        payloads.add(payload == null ? "" : payload);
      }
      next = window.number("next");
    }
    return payloads;
  }

  private static HttpResponse<byte[]> decisions(
      String caller, String path, @Nullable String account, @Nullable String body)
      throws IOException {
    return AUDIT.call(caller, "/v1/decisions" + path, account, body);
  }

  private static Submission decided(String tenant) {
    var part = "\"keys\":[\"" + Ids.next() + "\"],\"nonces\":[\"bm9uY2U=\"],\"ct\":\"Y3Q=\"}";
    var payload =
        Payload.of(
            ("{\"v\":1,\"parts\":[{\"name\":\"question\","
                    + part
                    + ",{\"name\":\"decision_input\","
                    + part
                    + "]}")
                .getBytes(StandardCharsets.UTF_8));
    var entry =
        Entry.of(EntryType.NO_SOURCES, Ids.next(), Instant.now(), tenant)
            .with(Member.QUESTION_ID, Ids.next())
            .with(Member.ACTOR, Entries.question(Ids.next()).actor())
            .with(Member.PURPOSE, "TREAT")
            .with(Member.PAYLOAD, payload.ref())
            .build();
    return new Submission(entry, payload, null);
  }

  private static Fields begin(String account, String body) throws IOException {
    var answer = AUDIT.post("/v1/exports", account, "*/*", body);
    assertEquals(200, answer.statusCode(), RunningAudit.utf8(answer));
    return Fields.of(Json.parse(answer.body()));
  }

  private static List<String> lines(String account, Fields export, String format)
      throws IOException {
    var lines = new ArrayList<String>();
    long next = export.number("first");
    int windows = 0;
    do {
      var answer = get(account, export, format, "?from=" + next);
      assertEquals(200, answer.statusCode(), RunningAudit.utf8(answer));
      RunningAudit.utf8(answer).lines().forEach(lines::add);
      next = answer.headers().firstValueAsLong("Postern-Next").orElseThrow();
      windows++;
    } while (next < export.number("end"));
    assertEquals((export.number("end") - export.number("first") + 6) / 7, windows);
    return lines;
  }

  private static HttpResponse<byte[]> get(
      String account, Fields export, String format, String query) throws IOException {
    return AUDIT.get("/v1/exports/" + export.text("id") + "/" + format + query, account);
  }
}

package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Usage;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Providers' usage reports, brought to the packaged service by the bridge and by an auditor. */
class UsageIT {
  private static final String DUE = "/v1/usage-reports/due?route=";
  private static final String REPORTS = "/v1/usage-reports";
  private static RunningAudit audit;

  @BeforeAll
  static void start() throws SQLException {
    audit =
        RunningAudit.start(
            Settings.DEMO
                .with("audit", "audit.usage.period", "1s")
                .with("audit", "audit.usage.settle", "0s")
                .with("audit", "audit.usage.margin", "1s")
                .with("audit", "audit.usage.calls", "2"));
    // What an earlier run left: no route was asked for before.
    try (var connection = RealLog.PARTS.postgres().database("audit").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM usage_period");
    }
  }

  @AfterAll
  static void stop() {
    audit.close();
  }

  private record Period(Instant from, Instant to) {}

  @Test
  void aCallBehindTheGatesBackIsRecordedAndCounted() throws Exception {
    firstAskedFor("azure-eu");
    UUID announced;
    try (var bridge = audit.client("bridge")) {
      var question = Entries.question(UUID.randomUUID());
      var intent = Entries.intent(question, Duration.ofSeconds(30));
      announced = intent.id();
      long index = bridge.commit(intent, Entries.BODY).index();
      var unused = bridge.append(Submission.of(Entries.outcome(question, index)));
    }
    var sent = Instant.now();
    var period = due("azure-eu");
    while (!period.to().isAfter(sent)) {
      assertEquals(200, report("azure-eu", period, List.of(), null).statusCode());
      period = due("azure-eu");
    }
    var answer = report("azure-eu", period, List.of(announced, UUID.randomUUID()), sent);
    assertEquals(200, answer.statusCode(), () -> RunningAudit.utf8(answer));
    var recorded = Fields.of(RunningAudit.json(answer));
    assertEquals("compared", recorded.text("result"));
    assertEquals(2, recorded.number("calls"));
    assertEquals(1, recorded.number("matched"));
    assertEquals(1, recorded.number("calls_without_intent"));
    assertEquals(1, entry(recorded.number("index")).callsWithoutIntent());
    assertEquals(409, report("azure-eu", period, List.of(), null).statusCode());
  }

  @Test
  void aProviderThatGivesNoReportIsRecordedAsThat() throws Exception {
    firstAskedFor("silent");
    var period = due("silent");
    var answer = post("auditor", null, "silent", period, new Json.Null());
    assertEquals(200, answer.statusCode(), () -> RunningAudit.utf8(answer));
    assertEquals("not_given", Fields.of(RunningAudit.json(answer)).text("result"));
  }

  @Test
  void onlyTheBridgeAndAnAuditorBringReports() throws Exception {
    firstAskedFor("others");
    var period = due("others");
    for (var account : List.of("reviewer", "security", "cardiologist")) {
      assertEquals(403, post(account, null, "others", period, new Json.Null()).statusCode());
      assertEquals(403, audit.get(DUE + "others", account).statusCode());
    }
    assertEquals(401, post(null, null, "others", period, new Json.Null()).statusCode());
  }

  @Test
  void aReportOfTheMostCallsIsTakenAndOneOfMoreIsNot() throws Exception {
    firstAskedFor("full");
    var period = due("full");
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < 3; i++) {
      ids.add(UUID.randomUUID());
    }
    assertEquals(413, report("full", period, ids, period.from()).statusCode());
    assertEquals(200, report("full", period, ids.subList(0, 2), period.from()).statusCode());
  }

  @Test
  void whatIsNoReportIsRefused() throws Exception {
    var bodies =
        List.of(
            "{}",
            "[]",
            "{\"route\":\"r\",\"from\":\"x\",\"to\":\"y\",\"calls\":[]}",
            "{\"route\":\"r\",\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-22T01:00:00Z\","
                + "\"calls\":[{\"at\":\"2026-11-22T00:00:00Z\"}]}",
            "{\"route\":\"a b\",\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-22T01:00:00Z\","
                + "\"calls\":[]}");
    for (var body : bodies) {
      assertEquals(400, audit.call("bridge", REPORTS, null, body).statusCode(), body);
    }
    assertEquals(400, audit.call("bridge", "/v1/usage-reports/due", null, null).statusCode());
  }

  private static Usage entry(long index) throws SQLException {
    try (var connection = RealLog.PARTS.postgres().database("audit").getConnection();
        var select = connection.prepareStatement("SELECT leaf FROM leaf WHERE idx = ?")) {
      select.setLong(1, index);
      try (var rows = select.executeQuery()) {
        assertTrue(rows.next());
        return Objects.requireNonNull(Entry.parse(rows.getBytes(1)).get(Member.USAGE));
      }
    }
  }

  /** A route's periods begin when it is asked for the first time. */
  private static void firstAskedFor(String route) throws IOException {
    assertEquals(204, audit.call("bridge", DUE + route, null, null).statusCode());
  }

  private static Period due(String route) {
    var found = new ArrayList<Period>();
    RealLog.until(
        () -> {
          try {
            var answer = audit.call("bridge", DUE + route, null, null);
            if (answer.statusCode() == 200) {
              var fields = Fields.of(RunningAudit.json(answer));
              found.add(
                  new Period(Instant.parse(fields.text("from")), Instant.parse(fields.text("to"))));
            }
            return !found.isEmpty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return found.getFirst();
  }

  private static HttpResponse<byte[]> report(
      String route, Period period, List<UUID> ids, @Nullable Instant at) throws IOException {
    var calls = new ArrayList<Json>();
    for (var id : ids) {
      var call = new TreeMap<String, Json>();
      call.put("at", Json.text(String.valueOf(at)));
      call.put("client_request_id", Json.text(id.toString()));
      call.put("provider_request_id", new Json.Null());
      calls.add(new Json.Obj(call));
    }
    return post(null, "bridge", route, period, new Json.Array(calls));
  }

  private static HttpResponse<byte[]> post(
      @Nullable String account, @Nullable String caller, String route, Period period, Json calls)
      throws IOException {
    var members = new TreeMap<String, Json>();
    members.put("route", Json.text(route));
    members.put("from", Json.text(period.from().toString()));
    members.put("to", Json.text(period.to().toString()));
    members.put("calls", calls);
    var body = new String(new Json.Obj(members).canonicalBytes(), StandardCharsets.UTF_8);
    return caller == null
        ? audit.post(REPORTS, account, "application/json", body)
        : audit.call(caller, REPORTS, null, body);
  }
}

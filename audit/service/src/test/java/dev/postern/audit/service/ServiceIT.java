package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.AuditUnavailable;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.LogRolledBack;
import dev.postern.audit.client.Rejected;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.DocumentRef;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.TlogProof;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged service as a process, spoken to as the bridge, the indexer and people do. */
class ServiceIT {
  private static final RealParts PARTS = RealParts.shared();
  private static final Ports PORTS = new Ports(PARTS.layout().ports());
  private static final Services SERVICES =
      new Services(
          PARTS.layout(),
          PORTS,
          PARTS.postgres(),
          PARTS.vault(),
          Settings.DEMO.with("audit", "audit.unsigned-limit", "5s"),
          Progress.stderr());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @BeforeAll
  static void start() {
    var audit = SERVICES.of(Service.AUDIT);
    audit.migrate();
    audit.part().launch();
    audit.part().awaitReady();
  }

  @AfterAll
  static void stop() {
    SERVICES.of(Service.AUDIT).part().stop();
  }

  @Test
  void anIntentGivesAReceiptAndItsProofLeadsToThePinnedKey() throws Exception {
    try (var client = client("bridge", new InMemory())) {
      var intent = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
      var receipt = client.commit(intent, Entries.BODY);
      assertEquals("postern.example/audit/demo", receipt.log());
      var proof = get("bridge", "/v1/proof/" + receipt.index(), null);
      assertEquals(200, proof.statusCode());
      var file = TlogProof.parse(new String(proof.body(), StandardCharsets.UTF_8));
      assertTrue(file.proves(intent.entry(Entries.BODY).leaf(), List.of(pinned())));
    }
  }

  @Test
  void theWholeLogIsProvenOverHttpsByAnAuditorAndNobodyElseReadsItsEntries() throws Exception {
    try (var client = client("bridge", new InMemory())) {
      client.append(Submission.of(Entries.noSources()));
    }
    var token = PARTS.vault().token("auditor");
    RealLog.until(() -> proven(token));
    assertEquals(403, get(null, "/tile/entries/000.p/1", token("reviewer")).statusCode());
    assertEquals(403, get(null, "/tile/entries/000.p/1", token("cardiologist")).statusCode());
    assertEquals(401, get(null, "/tile/entries/000.p/1", null).statusCode());
    assertEquals(401, get(null, "/checkpoint", null).statusCode());
    assertEquals(200, get(null, "/checkpoint", token("cardiologist")).statusCode());
    assertEquals(200, get("operator", "/tile/entries/000.p/1", null).statusCode());
  }

  @Test
  void onlyTheWriterOfATypeMayWriteIt() throws Exception {
    try (var indexer = client("indexer", new InMemory())) {
      var refused =
          assertThrows(Rejected.class, () -> indexer.append(Submission.of(Entries.noSources())));
      assertEquals("forbidden", refused.code());
      indexer.append(Submission.of(document()));
    }
    try (var operator = client("operator", new InMemory())) {
      assertThrows(Rejected.class, () -> operator.append(Submission.of(document())));
    }
    assertEquals(401, post(null, "/v1/entries", "[]").statusCode());
  }

  @Test
  void badRequestsAreProblemsAndWriteNothing() throws Exception {
    long before = size();
    assertProblem(400, "invalid-request", "{");
    assertProblem(400, "invalid-request", "[]");
    assertProblem(400, "invalid-request", "[{\"leaf\":1,\"payload\":null,\"subjects\":[]}]");
    assertProblem(400, "invalid-request", entry("{}", ""));
    var leaf = new String(Entries.noSources().leaf(), StandardCharsets.UTF_8);
    assertProblem(400, "invalid-request", entry(leaf, ",\"more\":1"));
    assertProblem(422, "unprocessable", entry(leaf + " ", ""));
    assertProblem(400, "invalid-request", entry(leaf.replace("\"v\":1}", "\"v\":1,\"x\":2}"), ""));
    assertProblem(422, "unprocessable", entry(leaf.replace("NO_SOURCES", "NO_SORCERY"), ""));
    assertProblem(413, "too-large", entry("x".repeat(65_536), ""));
    assertProblem(422, "unprocessable", entry(leaf, "").replace("null", "\"AAAA\""));
    assertEquals(before, size());
  }

  @Test
  void aWriterThatRemembersMoreThanTheLogHoldsIsToldSo() {
    var memory = new InMemory();
    memory.remember(
        new Acknowledged("postern.example/audit/demo", 1_000_000, Hash.sha256(new byte[1])));
    try (var client = client("bridge", memory)) {
      assertThrows(LogRolledBack.class, () -> client.append(Submission.of(Entries.noSources())));
    }
  }

  @Test
  void theIndexerReadsSingleEntriesAndAReviewerThoseOfTheirTenant() throws Exception {
    var entry = Entries.noSources();
    long index;
    try (var client = client("bridge", new InMemory())) {
      index = client.append(Submission.of(entry)).index();
    }
    var path = "/v1/entries/" + index;
    var answer = get("indexer", path, null);
    assertEquals(200, answer.statusCode());
    var fields = Fields.of(Json.parse(answer.body()));
    assertEquals(Base64.getEncoder().encodeToString(entry.leaf()), fields.text("leaf"));
    assertTrue(TlogProof.parse(fields.text("proof")).proves(entry.leaf(), List.of(pinned())));
    assertEquals(200, get(null, path, token("reviewer")).statusCode());
    assertEquals(403, get(null, path, token("cardiologist")).statusCode());
    assertEquals(404, get("indexer", "/v1/entries/100000000", null).statusCode());
    assertEquals(404, get("indexer", "/v1/entries/-1", null).statusCode());
  }

  @Test
  void theFirstKeyOfASubjectWinsAndOnlyTheBridgeSeesKeys() throws Exception {
    var day = "day:2026-11-" + (10 + Math.floorMod(Ids.next().hashCode(), 19));
    var first = key(Ids.next(), day);
    var won = post("bridge", "/v1/subject-keys", "{\"tenant\":\"t\",\"keys\":[" + first + "]}");
    assertEquals(200, won.statusCode());
    var second = key(Ids.next(), day);
    var lost = post("bridge", "/v1/subject-keys", "{\"tenant\":\"t\",\"keys\":[" + second + "]}");
    assertEquals(utf8(won), utf8(lost));
    var lookup = "{\"tenant\":\"t\",\"subjects\":[\"" + day + "\"]}";
    assertEquals(utf8(won), utf8(post("bridge", "/v1/subject-keys/lookup", lookup)));
    assertEquals(
        "{\"keys\":[]}",
        utf8(post("bridge", "/v1/subject-keys/lookup", lookup.replace("\"t\"", "\"other\""))));
    assertEquals(403, post("indexer", "/v1/subject-keys/lookup", lookup).statusCode());
  }

  @Test
  void aPayloadIsGivenToTheBridgeWithTheTokenOfSomebodyWhoMaySeeIt() throws Exception {
    var intent = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
    try (var client = client("bridge", new InMemory())) {
      client.commit(intent, Entries.BODY);
    }
    var path = "/v1/payloads/" + intent.id();
    assertEquals(200, get("bridge", path, token("reviewer")).statusCode());
    assertEquals(404, get("bridge", path, token("oncologist")).statusCode());
    assertEquals(401, get("bridge", path, null).statusCode());
    assertEquals(403, get("indexer", path, token("reviewer")).statusCode());
  }

  @Test
  void whileVaultIsSealedTheServiceRefusesIntentsAloneAndResumesByItself() throws Exception {
    try (var client = client("bridge", new InMemory())) {
      PARTS.vault().seal();
      try {
        RealLog.until(() -> refusesIntents(client));
        client.append(Submission.of(Entries.noSources()));
      } finally {
        PARTS.vault().unseal();
      }
      RealLog.until(() -> !refusesIntents(client));
    }
  }

  @Test
  void aHeartbeatIsTakenFromWritersOnly() throws Exception {
    try (var client = client("bridge", new InMemory())) {
      client.registerWriter("bridge-1", Ids.next());
    }
    assertEquals(400, post("bridge", "/v1/writers", "{\"instance\":\"b\"}").statusCode());
    var whole = "{\"instance\":\"o\",\"boot_id\":\"" + Ids.next() + "\"}";
    assertEquals(403, post("operator", "/v1/writers", whole).statusCode());
  }

  private static boolean refusesIntents(AuditClient client) {
    var intent = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
    try {
      return client.commit(intent, Entries.BODY).index() < 0;
    } catch (AuditUnavailable e) {
      return e.code().equals("secrets-unavailable");
    } catch (AuditFailure e) {
      throw new AssertionError(e);
    }
  }

  private static boolean proven(String token) {
    LogSource source =
        path -> {
          var answer = get(null, "/" + path, token);
          return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        };
    try {
      return new LogCheck(source, pinned()).run(Optional.empty(), checked -> {})
              instanceof LogCheck.Result.Proven proven
          && proven.checkpoint().size() > 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertProblem(int status, String code, String body) throws IOException {
    var answer = post("bridge", "/v1/entries", body);
    assertEquals(status, answer.statusCode(), utf8(answer));
    var problem = assertInstanceOf(Json.Obj.class, Json.parse(answer.body()));
    assertEquals(Json.text("urn:postern:problem:" + code), problem.members().get("type"));
  }

  private static String entry(String leaf, String more) {
    var base64 = Base64.getEncoder().encodeToString(leaf.getBytes(StandardCharsets.UTF_8));
    return "[{\"leaf\":\"" + base64 + "\",\"payload\":null,\"subjects\":[]" + more + "}]";
  }

  private static String key(UUID id, String subject) {
    return "{\"key_id\":\""
        + id
        + "\",\"subject\":\""
        + subject
        + "\",\"wrapped\":\"vault:v1:AAAA\"}";
  }

  private static Entry document() {
    return Entry.of(EntryType.DOCUMENT_INDEXED, Ids.next(), Instant.now(), "st-aurelia")
        .with(
            Member.DOCUMENT,
            new DocumentRef(
                "d-1", "s", "internal", List.of(), List.of("all-staff"), 3, Map.of(), null, null))
        .build();
  }

  private static NoteKey pinned() {
    var key = PARTS.vault().root().get("transit/keys/checkpoint").path("data").path("keys");
    var raw = Base64.getDecoder().decode(key.path("1").path("public_key").asText());
    return NoteKey.ed25519("postern.example/audit/demo", raw);
  }

  private static long size() throws IOException {
    try (var connection = PARTS.postgres().database("audit").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT size FROM head")) {
      assertTrue(rows.next());
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static AuditClient client(String caller, AcknowledgedMemory memory) {
    SSLContext tls = PARTS.vault().sslContext(caller);
    return AuditClient.start(
        new HttpAuditTransport(List.of(service()), () -> tls, PATIENCE),
        memory,
        new AuditClient.Settings(4096, 512, 1 << 22, PATIENCE));
  }

  private static URI service() {
    return URI.create("https://localhost:" + PORTS.of("audit"));
  }

  private static String token(String account) {
    return PARTS.vault().token(account);
  }

  private static HttpResponse<byte[]> get(
      @Nullable String caller, String path, @Nullable String token) throws IOException {
    var request = HttpRequest.newBuilder(service().resolve(path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(caller, request.build());
  }

  private static HttpResponse<byte[]> post(@Nullable String caller, String path, String body)
      throws IOException {
    return send(
        caller,
        HttpRequest.newBuilder(service().resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<byte[]> send(@Nullable String caller, HttpRequest request)
      throws IOException {
    var vault = PARTS.vault();
    var tls = caller == null ? vault.sslContext() : vault.sslContext(caller);
    try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String utf8(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}

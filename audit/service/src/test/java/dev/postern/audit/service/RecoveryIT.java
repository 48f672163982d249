package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.LogRolledBack;
import dev.postern.audit.client.PinnedLogs;
import dev.postern.audit.client.Submission;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.TlogProof;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.services.LogRecovery;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.ServiceProcess;
import dev.postern.toolbox.services.Services;
import dev.postern.toolbox.services.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A copy of the log's database without the last 100 entries takes its place: the packaged service
 * beside the packaged witness, and a writer that remembers what it saw acknowledged.
 */
class RecoveryIT {
  private static final RealParts PARTS = RealParts.shared();
  private static final Ports PORTS = new Ports(PARTS.layout().ports());
  private static final String OLD = dev.postern.toolbox.services.PinnedLogs.FIRST;
  private static final String NEW = OLD + "-2";

  private final dev.postern.toolbox.services.PinnedLogs pinned =
      new dev.postern.toolbox.services.PinnedLogs(PARTS.layout());
  private final Witness witness =
      new Witness(PARTS.layout(), PORTS, PARTS.vault(), Progress.stderr());
  private final Services services =
      new Services(
          PARTS.layout(),
          PORTS,
          PARTS.postgres(),
          PARTS.vault(),
          Settings.DEMO.learningStarts(),
          Progress.stderr());
  private final ServiceProcess audit = services.of(Service.AUDIT);
  private final LogRecovery recovery =
      new LogRecovery(
          PARTS.layout(),
          PARTS.postgres(),
          PARTS.vault(),
          witness,
          pinned,
          services,
          Progress.stderr());

  @BeforeEach
  void aLogOfItsOwn() throws Exception {
    fresh();
    witness.prepare();
    pinned.pinFirst(witness.logKeys());
    witness.part().start();
    audit.migrate();
    audit.part().start();
  }

  /** The next test finds neither this log nor anybody who remembers it. */
  @AfterEach
  void fresh() throws Exception {
    audit.part().stop();
    witness.part().stop();
    for (var database : new String[] {"audit", "audit_before"}) {
      inPostgres("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
    for (var left : List.of("pin", "witness", "checkpoints", "run/audit")) {
      delete(PARTS.layout().home().resolve(left));
    }
    PARTS.postgres().start();
  }

  @Test
  void aRolledBackLogIsRefusedUntilAPersonLetsItEndAndThenBothLogsVerify() throws Exception {
    var memory = new InMemory();
    try (var writer = writer(memory)) {
      append(writer, 30);
      var intent = Entries.intent(Entries.question(Ids.next()), Duration.ofMinutes(1));
      var receipt = writer.commit(intent, Entries.BODY);
      RealLog.until(() -> signed("", OLD) > receipt.index());
      audit.part().stop();
      inPostgres("CREATE DATABASE audit_before TEMPLATE audit OWNER audit_owner");
      audit.part().start();
      append(writer, 100);
      RealLog.until(() -> signed("", OLD) > 130);
      audit.part().stop();
      rollBack();

      var loss = recovery.look(null);
      assertTrue(
          loss.difference()
              .matches(
                  "(demo|checkpoint-folder) has a checkpoint of size 1[0-9]{2},"
                      + " but only [0-9]{2} entries are stored"),
          loss.difference());
      assertTrue(loss.entries() - loss.stored() > 90, loss.toString());
      assertThrows(LogRolledBack.class, () -> append(writer, 1));

      recovery.recover(loss, NEW);
      append(writer, 1);
      assertEquals(NEW, memory.highest().orElseThrow().origin());
      RealLog.until(() -> signed("", NEW) > 1);
      long left = signed("/ended/1", OLD);
      assertTrue(left > receipt.index() && left <= loss.stored(), left + " of " + loss);
      stillProven(receipt.index(), intent.entry(Entries.BODY).leaf());
      assertEquals(200, get("bridge", "/v1/payloads/" + intent.id(), "reviewer").statusCode());
    }
    theFirstEntryNamesTheOldOne();
  }

  private void rollBack() throws SQLException {
    inPostgres("DROP DATABASE audit WITH (FORCE)");
    inPostgres("ALTER DATABASE audit_before RENAME TO audit");
    inPostgres("GRANT CONNECT ON DATABASE audit TO audit_app, audit_lookup");
  }

  private void stillProven(long index, byte[] leaf) throws IOException {
    var proof = get("bridge", "/v1/proof/" + index + "?log=" + OLD, null);
    assertEquals(200, proof.statusCode());
    var file = TlogProof.parse(new String(proof.body(), StandardCharsets.UTF_8));
    assertTrue(file.proves(leaf, pinned.keys(OLD)));
    assertEquals(404, get("bridge", "/v1/proof/120?log=" + OLD, null).statusCode());
    assertEquals(404, get("bridge", "/v1/proof/-1?log=" + OLD, null).statusCode());
    assertEquals(404, get("bridge", "/v1/proof/0?log=another", null).statusCode());
  }

  private void theFirstEntryNamesTheOldOne() throws IOException {
    var ended = (Json.Array) Json.parse(get("indexer", "/v1/ended", null).body());
    assertEquals(1, ended.values().size());
    var beginnings = (Json.Array) Json.parse(get("indexer", "/v1/beginnings", null).body());
    assertEquals(1, beginnings.values().size());
    assertEquals(403, get("operator", "/v1/beginnings", null).statusCode());
    assertEquals(404, get("operator", "/ended/2/checkpoint", null).statusCode());
    assertEquals(403, get(null, "/ended/1/tile/entries/000.p/1", "reviewer").statusCode());
  }

  /** The entries proven over HTTPS, as an auditor does it, under the pinned keys of a log. */
  private long signed(String below, String origin) {
    LogSource source =
        path -> {
          var answer = get(null, below + "/" + path, "auditor");
          return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        };
    try {
      var check = new LogCheck(source, pinned.keys(origin));
      return switch (check.run(Optional.empty(), 0, entries -> {})) {
        case LogCheck.Result.Proven proven -> proven.checkpoint().size();
        case LogCheck.Result.Broken broken -> -1;
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(AuditClient writer, int entries) throws AuditFailure {
    for (int i = 0; i < entries; i++) {
      var committed = writer.append(Submission.of(Entries.noSources()));
      assertTrue(committed.index() >= 0);
    }
  }

  private static AuditClient writer(InMemory memory) {
    SSLContext tls = PARTS.vault().sslContext("bridge");
    var transport = new HttpAuditTransport(List.of(address()), () -> tls, Duration.ofSeconds(20));
    var pins = PinnedLogs.in(PARTS.layout().pinnedLogs());
    return AuditClient.start(transport, memory, pins, AuditClient.Settings.standard());
  }

  private static HttpResponse<byte[]> get(
      @Nullable String caller, String path, @Nullable String account) throws IOException {
    var tls = caller == null ? PARTS.vault().sslContext() : PARTS.vault().sslContext(caller);
    var request = HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(20));
    if (account != null) {
      request.header("Authorization", "Bearer " + PARTS.vault().token(account));
    }
    try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static URI address() {
    return URI.create("https://localhost:" + PORTS.of("audit"));
  }

  private static void inPostgres(String sql) throws SQLException {
    try (Connection connection = PARTS.postgres().database("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (var file : all.toList().reversed()) {
          Files.delete(file);
        }
      }
    }
  }
}

package dev.postern.audit.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status codes and bodies of C2SP tlog-witness, over HTTPS. Each test has a log of its own. */
class WitnessServerTest {
  @TempDir static Path home;
  private static WitnessFolder folder;
  private static WitnessServer server;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    var certificate = Certificate.in(home);
    WitnessFolder.create(home.resolve("witness"), "witness.example/w1");
    Files.writeString(home.resolve("logs"), "quorum none\n");
    folder = WitnessFolder.open(home.resolve("witness"));
    var witness = folder.witness(new KnownLogs(home.resolve("logs")), InstantSource.system());
    server =
        new WitnessServer(
            witness,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Tls.showing(certificate.chain(), certificate.key()));
    server.start();
    http = HttpClient.newBuilder().sslContext(Certificate.trusting(home)).build();
  }

  @AfterAll
  static void stop() throws IOException {
    http.close();
    server.close();
    folder.close();
  }

  @Test
  void aGoodCheckpointIsAnsweredWithALineThatGoesBelowIt() throws Exception {
    var log = known("good");
    var answer = add(log.request(0, 7));
    assertEquals(200, answer.statusCode());
    var cosigned = SignedNote.parse(log.note(log.checkpoint(7)).format() + answer.body());
    var key = folder.identity().key();
    assertInstanceOf(WitnessKey.Verdict.Cosigned.class, key.verify(cosigned));
    var last = get("/" + Memory.hash(log.origin) + "/checkpoint");
    assertEquals(200, last.statusCode());
    assertEquals("text/plain; charset=utf-8", type(last));
    assertEquals(cosigned.format(), last.body());
  }

  @Test
  void aStaleOldSizeIsAConflictThatNamesTheSize() throws Exception {
    var log = known("stale");
    assertEquals(200, add(log.request(0, 7)).statusCode());
    var conflict = add(log.request(0, 9));
    assertEquals(409, conflict.statusCode());
    assertEquals("text/x.tlog.size", type(conflict));
    assertEquals("7\n", conflict.body());
    assertEquals(200, add(log.request(7, 9)).statusCode());
  }

  @Test
  void theOtherAnswersAreThoseOfTheSpecification() throws Exception {
    var log = known("codes");
    assertEquals(404, add(new GrowingLog("unknown/log").request(0, 1)).statusCode());
    assertEquals(403, add(new GrowingLog(log.origin).request(0, 1)).statusCode());
    assertEquals(400, add("nonsense").statusCode());
    assertEquals(400, add("").statusCode());
    assertEquals(200, add(log.request(0, 5)).statusCode());
    var larger = new AddCheckpoint(5, List.of(), log.note(log.checkpoint(3)));
    assertEquals(400, add(larger.format()).statusCode());
    assertEquals(422, add(log.fork().request(5, 9)).statusCode());
    var unproven = new AddCheckpoint(5, List.of(Hash.EMPTY_TREE), log.note(log.checkpoint(9)));
    assertEquals(422, add(unproven.format()).statusCode());
  }

  @Test
  void aLogThatWasNeverCosignedHasNoCheckpoint() throws Exception {
    assertEquals(404, get("/" + Memory.hash("never") + "/checkpoint").statusCode());
    assertEquals(404, get("/witness.key/checkpoint").statusCode());
    assertEquals(404, get("/..%2fwitness.key").statusCode());
    assertEquals(404, get("/").statusCode());
  }

  @Test
  void otherMethodsAddressesAndSizesAreRefused() throws Exception {
    assertEquals(405, get("/add-checkpoint").statusCode());
    assertEquals(404, send("/add-checkpoint/more", "x").statusCode());
    assertEquals(405, send("/" + Memory.hash("never") + "/checkpoint", "x").statusCode());
    assertEquals(400, add("x".repeat(WitnessServer.LARGEST)).statusCode());
    assertEquals(413, add("x".repeat(WitnessServer.LARGEST + 1)).statusCode());
  }

  private static synchronized GrowingLog known(String name) throws IOException {
    var log = new GrowingLog("postern.example/audit/" + name);
    var file = home.resolve("logs");
    var line = TrustPolicy.format(List.of(log.key), Map.of(), 0).replace("quorum none\n", "");
    Files.writeString(file, line + Files.readString(file));
    assertTrue(Files.readString(file).endsWith("quorum none\n"));
    return log;
  }

  private static HttpResponse<String> add(String body) throws Exception {
    return send("/add-checkpoint", body);
  }

  private static HttpResponse<String> send(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private static URI address(String path) {
    return URI.create("https://localhost:" + server.port() + path);
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElseThrow();
  }
}

package dev.postern.cli.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.Ingestion.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an indexer of our own that says what the test wants. */
class IngestionTest {

  private static final Rights RIGHTS =
      new Rights(
          List.of("cardiology"),
          "confidential",
          List.of(),
          List.of(new Subject("a", "1")),
          "Grüße");

  @TempDir private Path folder;
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/documents", this::document);
    server.createContext("/v1/jobs/", this::job);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void followsEachDocumentToTheEndOfItsJob() throws Exception {
    List<Upload> uploads = uploads("good.txt", "bad.txt", "image.png");
    List<Result> watched = new ArrayList<>();
    List<Result> results =
        ingestion()
            .run(
                uploads,
                result -> {
                  synchronized (watched) {
                    watched.add(result);
                  }
                });
    assertInstanceOf(Result.Indexed.class, results.get(0));
    assertEquals("no-text", assertInstanceOf(Result.Quarantined.class, results.get(1)).reason());
    assertTrue(
        assertInstanceOf(Result.Rejected.class, results.get(2))
            .reason()
            .startsWith("unsupported-document"));
    assertEquals(3, watched.size());
    assertTrue(looks.getOrDefault("good.txt", 0) > 1, "it looked again while the job was running");
  }

  @Test
  void sendsFileRightsAndTitleAsTheyAre() throws Exception {
    ingestion().run(uploads("good.txt"), result -> {});
    String body = bodies.getOrDefault("good.txt", "");
    assertTrue(body.contains("name=\"acl\"") && body.contains("[\"cardiology\"]"), body);
    assertTrue(body.contains("[{\"authority\":\"a\",\"identifier\":\"1\"}]"), body);
    assertTrue(body.contains("\r\n\r\nGrüße\r\n"), body);
    assertTrue(body.contains("\r\n\r\ntext of good.txt\r\n--"), body);
  }

  @Test
  void followsNoJobThatIsGone() throws Exception {
    List<Result> results = ingestion().run(uploads("removed.txt"), result -> {});
    assertTrue(
        assertInstanceOf(Result.Rejected.class, results.getFirst())
            .reason()
            .startsWith("not-found"));
  }

  @Test
  void comesAgainWhileTheIndexerIsBusy() throws Exception {
    busy.set(1);
    List<Result> results = ingestion().run(uploads("good.txt"), result -> {});
    assertInstanceOf(Result.Indexed.class, results.getFirst());
  }

  @Test
  void waitsForAnIndexerThatGoesAwayOnTheWay() throws Exception {
    List<Result> results = ingestion().run(uploads("dropped.txt"), result -> {});
    assertInstanceOf(Result.Indexed.class, results.getFirst());
    assertTrue(looks.getOrDefault("dropped.txt", 0) > 3, looks.toString());
  }

  @Test
  void aFileThatCannotBeReadIsToldOfAndTheOthersAreSent() throws Exception {
    List<Upload> uploads = uploads("good.txt", "gone.txt");
    Files.delete(folder.resolve("gone.txt"));
    List<Result> results = ingestion().run(uploads, result -> {});
    assertInstanceOf(Result.Indexed.class, results.get(0));
    assertEquals("not readable", assertInstanceOf(Result.Rejected.class, results.get(1)).reason());
  }

  @Test
  void saysThatTheIndexerCannotBeReached() throws Exception {
    List<Upload> uploads = uploads("a.txt", "b.txt");
    server.stop(0);
    assertThrows(IOException.class, () -> ingestion().run(uploads, result -> {}));
  }

  private List<Upload> uploads(String... names) throws IOException {
    List<Upload> uploads = new ArrayList<>();
    for (String name : names) {
      Path file = Files.writeString(folder.resolve(name), "text of " + name);
      uploads.add(new Upload(file, "ward", name, RIGHTS));
    }
    return uploads;
  }

  private Ingestion ingestion() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Ingestion(new IndexerClient(HttpClient.newHttpClient(), address));
  }

  private void document(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String name = body.replaceAll("(?s).*filename=\"([^\"]*)\".*", "$1");
    bodies.put(name, body);
    if (busy.getAndDecrement() > 0) {
      exchange.getResponseHeaders().add("Retry-After", "1");
      answer(exchange, 503, "{\"type\":\"urn:postern:problem:overloaded\",\"status\":503}");
    } else if (name.endsWith(".png")) {
      answer(
          exchange, 415, "{\"type\":\"urn:postern:problem:unsupported-document\",\"status\":415}");
    } else {
      answer(exchange, 202, "{\"document_id\":\"d\",\"job\":\"" + name + "\"}");
    }
  }

  private void job(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    int look = looks.merge(name, 1, Integer::sum);
    if (name.equals("dropped.txt") && look < 4) {
      exchange.close();
    } else if (look == 1) {
      answer(exchange, 200, "{\"state\":\"running\"}");
    } else if (name.equals("removed.txt")) {
      answer(exchange, 404, "{\"type\":\"urn:postern:problem:not-found\",\"status\":404}");
    } else if (name.equals("bad.txt")) {
      answer(exchange, 200, "{\"state\":\"quarantined\",\"reason\":\"no-text\"}");
    } else {
      answer(exchange, 200, "{\"state\":\"done\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

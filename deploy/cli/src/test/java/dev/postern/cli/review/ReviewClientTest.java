package dev.postern.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewClientTest {

  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> line = new AtomicReference<>("");
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void namesThePatientInTheBodyAndNeverInTheAddress() throws Exception {
    answers(200, "date,tenant\r\n");
    byte[] csv =
        client()
            .disclosures("mrn", "SA-4410238", Instant.parse("2026-01-01T00:00:00Z"), null, false);
    assertEquals("date,tenant\r\n", new String(csv, StandardCharsets.UTF_8));
    assertEquals(
        "{\"from\":\"2026-01-01T00:00:00Z\",\"authority\":\"mrn\",\"identifier\":\"SA-4410238\"}",
        asked.get());
    assertEquals("/v1/disclosures/search text/csv", line.get());
  }

  @Test
  void aRefusalIsTheServicesProblem() throws Exception {
    answers(403, "{\"type\":\"urn:postern:problem:forbidden\",\"status\":403,\"detail\":\"No.\"}");
    Refused refused =
        assertThrows(
            Refused.class, () -> client().disclosures("mrn", "SA-4410238", null, null, true));
    assertEquals("forbidden", refused.problem().code());
    assertFalse(String.valueOf(refused.getMessage()).contains("SA-4410238"));
  }

  private ReviewClient client() {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort());
    return new ReviewClient(HttpClient.newHttpClient(), address, "secret");
  }

  private void answers(int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          line.set(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Accept"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}

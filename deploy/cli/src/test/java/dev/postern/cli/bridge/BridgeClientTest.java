package dev.postern.cli.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeClientTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Asking QUESTION = new Asking("Who is it?", "TREAT");

  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> authorization = new AtomicReference<>("");
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
  void putsAStreamTogetherToTheWholeAnswerAndTellsItAsItComes() throws Exception {
    answers(
        200,
        "text/event-stream",
        "event: disclosure\ndata: {\"snippets\":2}\n\n",
        "event: delta\ndata: {\"text\":\"Ingrid \"}\n\nevent: delta\nda",
        "ta: {\"text\":\"Halvorsen [S1].\"}\n\n",
        "event: citations\ndata: [{\"mark\":\"S1\"}]\n\n",
        "event: done\ndata: {\"id\":\"q\",\"outcome\":\"answered\"}\n\n");
    Heard heard = new Heard();
    JsonNode answer = assertInstanceOf(Replied.class, client().ask(QUESTION, heard)).body();
    assertEquals("Ingrid Halvorsen [S1].", answer.path("answer").asText());
    assertEquals(2, answer.path("disclosure").path("snippets").asInt());
    assertEquals("S1", answer.path("citations").path(0).path("mark").asText());
    assertEquals(List.of("disclosed", "Ingrid ", "Halvorsen [S1].", "cited"), heard.events);
    assertEquals("Bearer secret", authorization.get());
    assertEquals(
        JSON.readTree("{\"question\":\"Who is it?\",\"purpose_of_use\":\"TREAT\"}"),
        JSON.readTree(asked.get()));
  }

  @Test
  void endsAStreamWithTheProblemOfItsErrorEvent() throws Exception {
    answers(
        200,
        "text/event-stream",
        "event: delta\ndata: {\"text\":\"Ing\"}\n\n",
        "event: error\ndata: {\"type\":\"urn:postern:problem:egress-stopped\",\"status\":503}\n\n");
    Problem problem = refusal(client().ask(QUESTION, new Heard()));
    assertEquals("egress-stopped", problem.code());
    assertEquals(503, problem.status());
  }

  @Test
  void neverTakesACutStreamForAnAnswer() {
    answers(200, "text/event-stream", "event: delta\ndata: {\"text\":\"Ing\"}\n\n");
    assertThrows(IOException.class, () -> client().ask(QUESTION, new Heard()));
  }

  @Test
  void readsTheProblemOfARefusalBeforeTheStream() throws Exception {
    answers(
        403,
        "application/problem+json",
        "{\"type\":\"urn:postern:problem:withheld\",\"status\":403,\"detail\":\"no\"}");
    assertEquals("withheld", refusal(client().ask(QUESTION, new Heard())).code());
    assertEquals("withheld", refusal(client().ask(QUESTION)).code());
  }

  @Test
  void takesAnAnswerThatIsNoJsonForARefusal() throws Exception {
    answers(200, "text/html", "<html>a proxy</html>");
    assertEquals("http-200", refusal(client().ask(QUESTION)).code());
  }

  @Test
  void hidesQuestionAndAnswerFromLogs() throws Exception {
    assertTrue(!QUESTION.toString().contains("Who"));
    assertTrue(
        !new Replied(JSON.readTree("{\"answer\":\"Ingrid\"}")).toString().contains("Ingrid"));
  }

  private void answers(int status, String type, String... pieces) {
    server.createContext(
        "/v1/questions",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (String piece : pieces) {
              body.write(piece.getBytes(StandardCharsets.UTF_8));
              body.flush();
            }
          }
        });
  }

  private BridgeClient client() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new BridgeClient(HttpClient.newHttpClient(), address, "secret");
  }

  private static Problem refusal(Outcome outcome) {
    return assertInstanceOf(Refused.class, outcome).problem();
  }

  private static final class Heard implements AnswerListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void disclosed(JsonNode disclosure) {
      events.add("disclosed");
    }

    @Override
    public void delta(String text) {
      events.add(text);
    }

    @Override
    public void cited(JsonNode citations) {
      events.add("cited");
    }
  }
}

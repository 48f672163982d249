package dev.postern.cli.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.bridge.EventStream.Event;
import dev.postern.cli.bridge.Outcome.Refused;
import dev.postern.cli.bridge.Outcome.Replied;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bridge as one user sees it (contracts section 2): HTTPS and the user's own OIDC token. */
public final class BridgeClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final TokenRequests requests;

  /**
   * @param http trusts the bridge's certificate
   * @param bridge base address, {@code https://host:port}
   * @param token the asker's OIDC token; never printed
   */
  public BridgeClient(HttpClient http, URI bridge, String token) {
    this.http = http;
    this.requests = new TokenRequests(bridge, token);
  }

  /** Asks and waits for the whole answer. */
  public Outcome ask(Asking asking) throws IOException, InterruptedException {
    return reply(requests.post("/v1/questions", asking.json(), "application/json"));
  }

  /** Asks and hears the answer while it comes; the outcome holds the same object as without. */
  public Outcome ask(Asking asking, AnswerListener listener)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(
            requests.post("/v1/questions", asking.json(), "text/event-stream"),
            BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      String type = response.headers().firstValue("content-type").orElse("");
      if (response.statusCode() == 200 && type.startsWith("text/event-stream")) {
        return new StreamedAnswer(listener).read(body);
      }
      return outcome(response.statusCode(), body.readAllBytes());
    }
  }

  /** The snippets this user would be answered from, as this user may see them. */
  public Outcome search(String text, String purpose, int limit)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("text", text).put("purpose_of_use", purpose).put("limit", limit);
    return reply(requests.post("/v1/search", body, "application/json"));
  }

  /** What exactly left for a question, for its asker and for reviewers. */
  public Outcome disclosure(String questionId) throws IOException, InterruptedException {
    return reply(requests.get("/v1/questions/" + questionId + "/disclosure", "application/json"));
  }

  /** What a question was decided from, for reviewers and the security team. */
  public Outcome decisions(String questionId) throws IOException, InterruptedException {
    return reply(requests.get("/v1/questions/" + questionId + "/decisions", "application/json"));
  }

  /** Where a candidate policy would have decided otherwise, for the security team. */
  public Outcome shadow() throws IOException, InterruptedException {
    return reply(requests.get("/v1/policy/shadow", "application/json"));
  }

  /** Begins to read what the questions of a period were decided from. */
  public Outcome beginDecisions(@Nullable Instant from, @Nullable Instant to)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("from", from == null ? null : from.toString());
    body.put("to", to == null ? null : to.toString());
    return reply(requests.post("/v1/decisions", body, "application/json"));
  }

  /** One window of it, from an index on. */
  public Outcome decisions(String period, long from) throws IOException, InterruptedException {
    return reply(requests.get("/v1/decisions/" + period + "?from=" + from, "application/json"));
  }

  /** What waits for a reviewer. */
  public Outcome reviews() throws IOException, InterruptedException {
    return reply(requests.get("/v1/reviews", "application/json"));
  }

  /**
   * Closes a review.
   *
   * @param verdict signed_off or escalated
   */
  public Outcome closeReview(String questionId, String verdict)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("verdict", verdict);
    return reply(requests.post("/v1/reviews/" + questionId, body, "application/json"));
  }

  /** The {@code .tlog-proof} file of a question's entry, or the refusal. */
  public Receipt receipt(String questionId) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(requests.get("/v1/receipts/" + questionId, "*/*"), BodyHandlers.ofByteArray());
    return response.statusCode() == 200
        ? new Receipt(response.body(), null)
        : new Receipt(
            new byte[0], Problem.of(response.statusCode(), TokenRequests.object(response.body())));
  }

  /** A proof file, or why there is none. */
  @SuppressWarnings("ArrayRecordComponent") // handed straight to a stream, never compared
  public record Receipt(byte[] proof, @Nullable Problem refusal) {}

  private Outcome reply(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    return outcome(response.statusCode(), response.body());
  }

  private static Outcome outcome(int status, byte[] body) {
    JsonNode json = TokenRequests.object(body);
    return status == 200 && json != null
        ? new Replied(json)
        : new Refused(Problem.of(status, json));
  }

  /** Puts the events of one stream together to the object that the JSON form would have given. */
  private static final class StreamedAnswer {
    private final AnswerListener listener;
    private final ObjectNode whole = JSON.createObjectNode();
    private final StringBuilder answer = new StringBuilder();

    StreamedAnswer(AnswerListener listener) {
      this.listener = listener;
    }

    Outcome read(InputStream body) throws IOException {
      EventStream events = new EventStream();
      byte[] buffer = new byte[8192];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        for (Event event : events.push(buffer, 0, n)) {
          Outcome ended = hear(event);
          if (ended != null) {
            return ended;
          }
        }
      }
      throw new IOException("the answer's stream ended without a closing event");
    }

    private @Nullable Outcome hear(Event event) throws JsonProcessingException {
      JsonNode data = JSON.readTree(event.data());
      switch (event.name()) {
        case "disclosure" -> {
          whole.set("disclosure", data);
          listener.disclosed(data);
        }
        case "delta" -> {
          String text = data.isTextual() ? data.asText() : data.path("text").asText();
          answer.append(text);
          listener.delta(text);
        }
        case "citations" -> {
          JsonNode citations = data.isArray() ? data : data.path("citations");
          whole.set("citations", citations);
          listener.cited(citations);
        }
        case "done" -> {
          data.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
          if (!whole.has("answer") && !answer.isEmpty()) {
            whole.put("answer", answer.toString());
          }
          return new Replied(whole);
        }
        case "error" -> {
          return new Refused(Problem.of(data.path("status").asInt(), data));
        }
        default -> {} // a later event that this client does not know yet
      }
      return null;
    }
  }
}

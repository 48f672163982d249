package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The bridge as a clinician's or analyst's program sees it: HTTPS, a bearer token, JSON or SSE. */
final class Bridge {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A status and a body; the body is missing where it was no JSON. */
  record Reply(int status, JsonNode body) {

    /** The problem's stable code, empty on success (contracts, problem codes). */
    String code() {
      String type = body.path("type").asText("");
      return type.substring(type.lastIndexOf(':') + 1);
    }

    String outcome() {
      return body.path("outcome").asText("");
    }
  }

  /** One server-sent event. */
  record Event(String name, JsonNode data) {}

  private final URI base;
  private final HttpClient http;

  Bridge(URI base, SSLContext tls) {
    this.base = base;
    this.http =
        HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(5)).build();
  }

  Reply ask(String token, String purpose, String question) {
    return post("/v1/questions", token, question(purpose, question));
  }

  /** Asks by one of the configured routes. */
  Reply ask(String token, String purpose, String question, String route) {
    Map<String, String> asked =
        Map.of("question", question, "purpose_of_use", purpose, "route", route);
    return post("/v1/questions", token, JSON.valueToTree(asked).toString());
  }

  /** Asks and says for how many seconds an answer is waited for. */
  Reply askWithin(int seconds, String token, String purpose, String question) {
    return reply(
        request("/v1/questions", token)
            .header("X-Answer-Within", Integer.toString(seconds))
            .POST(HttpRequest.BodyPublishers.ofString(question(purpose, question)))
            .build());
  }

  /** Asks and hangs up when no answer came within three seconds. */
  Reply askBriefly(String token, String purpose, String question) {
    return reply(
        request("/v1/questions", token)
            .timeout(Duration.ofSeconds(3))
            .POST(HttpRequest.BodyPublishers.ofString(question(purpose, question)))
            .build());
  }

  /** Asks as a stream and returns the events in their order. */
  List<Event> stream(String token, String purpose, String question) {
    List<Event> events = new ArrayList<>();
    stream(token, purpose, question, events::add);
    return events;
  }

  /** Asks as a stream and tells each event as it comes. */
  void stream(String token, String purpose, String question, Consumer<Event> events) {
    HttpRequest request =
        request("/v1/questions", token)
            .header("Accept", "text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(question(purpose, question)))
            .build();
    String[] name = {"message"};
    StringBuilder data = new StringBuilder();
    send(request, HttpResponse.BodyHandlers.ofLines())
        .body()
        .forEach(
            line -> {
              if (line.startsWith("event:")) {
                name[0] = line.substring(6).strip();
              } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
              } else if (line.isEmpty() && !data.isEmpty()) {
                events.accept(new Event(name[0], parse(data.toString())));
                data.setLength(0);
              }
            });
  }

  Reply post(String path, String token, String json) {
    return reply(request(path, token).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  Reply get(String path, String token) {
    return reply(request(path, token).GET().build());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Reply reply(HttpRequest request) {
    HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), parse(response.body()));
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String question(String purpose, String question) {
    return JSON.valueToTree(Map.of("question", question, "purpose_of_use", purpose)).toString();
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}

package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * The provider's side as the simulator recorded it: every request that arrived, and what the log
 * said on arrival.
 */
final class Cloud {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI control;
  // An upgrade to HTTP/2 on the first request was seen to wait for ever.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Cloud(int controlPort) {
    this.control = URI.create("http://127.0.0.1:" + controlPort);
  }

  /** Every request that ever arrived, oldest first; {@code lookup} is what the log said then. */
  List<JsonNode> arrivals() {
    List<JsonNode> all = new ArrayList<>();
    parse(get("/_simulator/requests")).path("requests").forEach(all::add);
    return all;
  }

  /** The bytes of one arrival, head and body. */
  String bytes(JsonNode arrival) {
    return get("/_simulator/requests/" + arrival.path("number").asInt());
  }

  /** What arrived after the first {@code count} requests. */
  List<JsonNode> arrivalsSince(int count) {
    List<JsonNode> all = arrivals();
    return all.subList(Math.min(count, all.size()), all.size());
  }

  /** What goes wrong from now on, as the simulator's control takes it; {@code {}} is nothing. */
  void faults(String json) {
    send(
        HttpRequest.newBuilder(control.resolve("/_simulator/faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(control.resolve(path)).build());
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "the simulator's control answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

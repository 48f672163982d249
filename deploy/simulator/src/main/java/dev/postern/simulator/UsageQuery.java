package dev.postern.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The query of a Log Analytics workspace, as far as it tells of calls: {@code POST
 * /v1/workspaces/ID/query} with {@code timespan}. Whatever the query says, its rows are Azure
 * OpenAI's calls that were billed.
 */
final class UsageQuery {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH = Pattern.compile("/v1/workspaces/[A-Za-z0-9-]{1,64}/query");
  private static final List<String> COLUMNS =
      List.of("time", "client_request_id", "provider_request_id");

  private final SimulatorSettings settings;
  private final ArrivalRecord record;

  UsageQuery(SimulatorSettings settings, ArrivalRecord record) {
    this.settings = settings;
    this.record = record;
  }

  boolean wants(HttpServerRequest request) {
    return PATH.matcher(request.path()).matches();
  }

  void handle(HttpServerRequest request) {
    String given = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (request.method() != HttpMethod.POST) {
      answer(request, 405, error("MethodNotAllowed"));
    } else if (!given.equals("Bearer " + settings.apiKey())) {
      answer(request, 401, error("InvalidTokenError"));
    } else {
      request.bodyHandler(body -> query(request, body.getBytes()));
    }
  }

  private void query(HttpServerRequest request, byte[] body) {
    try {
      JsonNode question = JSON.readTree(body);
      String[] span = question.path("timespan").asText().split("/", -1);
      if (question.path("query").asText().isBlank() || span.length != 2) {
        answer(request, 400, error("BadArgumentError"));
        return;
      }
      answer(request, 200, tables(Instant.parse(span[0]), Instant.parse(span[1])));
    } catch (IOException | DateTimeException e) {
      answer(request, 400, error("BadArgumentError"));
    }
  }

  private ObjectNode tables(Instant from, Instant to) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode table = answer.putArray("tables").addObject().put("name", "PrimaryResult");
    ArrayNode columns = table.putArray("columns");
    COLUMNS.forEach(
        name ->
            columns
                .addObject()
                .put("name", name)
                .put("type", name.equals("time") ? "datetime" : "string"));
    ArrayNode rows = table.putArray("rows");
    for (Usage call : record.usage()) {
      Instant at = Instant.parse(call.time());
      if (call.provider().equals("azure-openai") && !at.isBefore(from) && at.isBefore(to)) {
        rows.addArray().add(call.time()).add(call.clientRequestId()).add(call.requestId());
      }
    }
    return answer;
  }

  private static ObjectNode error(String code) {
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("error").put("code", code).put("message", code);
    return answer;
  }

  private static void answer(HttpServerRequest request, int status, ObjectNode body) {
    var unused =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json; charset=utf-8")
            .end(body.toString());
  }
}

package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** An operator's feed: documents and patients' records over mTLS. */
final class Ingestion {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final URI base;
  private final HttpClient http;

  Ingestion(URI base, SSLContext operator) {
    this.base = base;
    this.http = HttpClient.newBuilder().sslContext(operator).build();
  }

  /** Upserts one patient's record. */
  void subject(String json) {
    send(
        HttpRequest.newBuilder(base.resolve("/v1/subjects"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Uploads a document readable by one group and returns its job. */
  String document(String name, String text, String group, String classification, String subjects) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("source", "e2e");
    fields.put("external_id", name);
    fields.put("classification", classification);
    fields.put("acl", "{\"users\":[],\"groups\":[\"" + group + "\"]}");
    fields.put("labels", "[]");
    fields.put("subjects", subjects);
    fields.put("title", name);
    return send(upload(name, text, fields)).path("job").asText();
  }

  /** The raw upload, for tests of bad input. */
  HttpRequest.Builder upload(String name, String text, Map<String, String> fields) {
    String boundary = "postern-" + UUID.randomUUID();
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (field, value) ->
            body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(field)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    body.append("--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(name)
        .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
        .append(text)
        .append("\r\n--")
        .append(boundary)
        .append("--\r\n");
    return HttpRequest.newBuilder(base.resolve("/v1/documents"))
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  void awaitIndexed(String job) {
    String state = awaitEnd(job);
    if (!state.equals("done")) {
      throw new IllegalStateException("job " + job + " was " + state);
    }
  }

  /** How a job ended: {@code done} or {@code quarantined}. */
  String awaitEnd(String job) {
    HttpRequest.Builder look = HttpRequest.newBuilder(base.resolve("/v1/jobs/" + job)).GET();
    return Await.until(
        PATIENCE, () -> send(look).path("state").asText(), Set.of("done", "quarantined")::contains);
  }

  HttpResponse<String> raw(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<String> response = raw(request.build());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          "the indexer answered " + response.statusCode() + ": " + response.body());
    }
    try {
      return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

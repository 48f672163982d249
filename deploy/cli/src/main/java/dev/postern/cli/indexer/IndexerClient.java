package dev.postern.cli.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.postern.cli.bridge.Problem;
import dev.postern.cli.indexer.Documents.Upload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The indexer as an operator sees it (contracts section 3): mTLS with the operator's certificate.
 */
public final class IndexerClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http;
  private final URI indexer;

  /**
   * @param http shows the operator's certificate
   * @param indexer base address, {@code https://host:port}
   */
  public IndexerClient(HttpClient http, URI indexer) {
    this.http = http;
    this.indexer = indexer;
  }

  /** What the indexer made of a request. */
  public sealed interface Reply {
    /** Accepted; nothing more to do. */
    record Accepted(JsonNode body) implements Reply {
      @Override
      public String toString() {
        return "Accepted[]";
      }
    }

    /** Busy or not reachable for now; the same request is good again later. */
    record Later(Duration after, Problem problem) implements Reply {}

    /** Never, as it is. */
    record Rejected(Problem problem) implements Reply {}
  }

  /** Sends one document with its rights; the same bytes again are the same document. */
  public Reply send(Upload upload) throws IOException, InterruptedException {
    Multipart body =
        new Multipart()
            .field("source", upload.source())
            .field("external_id", upload.externalId())
            .field("classification", upload.rights().classification())
            .field("acl", JSON.writeValueAsString(upload.rights().acl()))
            .field("labels", JSON.writeValueAsString(upload.rights().labels()))
            .field("subjects", JSON.writeValueAsString(upload.rights().subjects()));
    String title = upload.rights().title();
    if (title != null) {
      body.field("title", title);
    }
    return reply(
        request("/v1/documents")
            .header("Content-Type", body.contentType())
            .POST(body.file(upload.file()))
            .build());
  }

  /** Where a document's job stands. */
  public Reply job(String id) throws IOException, InterruptedException {
    return reply(request("/v1/jobs/" + id).GET().build());
  }

  /** What is kept apart for a person, a page of it after that job; empty: from the first. */
  public Reply quarantine(String after) throws IOException, InterruptedException {
    String from = after.isEmpty() ? "" : "?after=" + after;
    return reply(request("/v1/quarantine" + from).GET().build());
  }

  /** Reads again what is kept apart. */
  public Reply release(String job) throws IOException, InterruptedException {
    return reply(
        request("/v1/quarantine/" + job + "/release").POST(BodyPublishers.noBody()).build());
  }

  /** Gives up what is kept apart. */
  public Reply forget(String job) throws IOException, InterruptedException {
    return reply(request("/v1/quarantine/" + job).DELETE().build());
  }

  /** Inserts or replaces one patient's record, a line of a subjects file. */
  public Reply subject(JsonNode subject) throws IOException, InterruptedException {
    return reply(
        request("/v1/subjects")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(subject.toString()))
            .build());
  }

  /**
   * How a search of somebody comes to what it finds.
   *
   * @param token theirs
   */
  public Reply explain(String token, JsonNode search) throws IOException, InterruptedException {
    return reply(
        request("/v1/search/explanations")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(search.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(indexer.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json");
  }

  private Reply reply(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    int status = response.statusCode();
    JsonNode body = parse(response.body());
    if (status / 100 == 2) {
      return new Reply.Accepted(body);
    }
    Problem problem = Problem.of(status, body);
    if (status == 429 || status == 503) {
      long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
      return new Reply.Later(Duration.ofSeconds(Math.clamp(seconds, 1, 30)), problem);
    }
    return new Reply.Rejected(problem);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}

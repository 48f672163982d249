package dev.postern.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.bridge.Problem;
import dev.postern.cli.bridge.TokenRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An audit service as one reviewer sees it (contracts section 4): HTTPS and their own token. */
public final class ReviewClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration WHOLE_EXPORT = Duration.ofHours(1);

  private final HttpClient http;
  private final TokenRequests requests;

  /**
   * @param http trusts the service's certificate
   * @param audit base address, {@code https://host:port}
   * @param token the reviewer's OIDC token; never printed
   */
  public ReviewClient(HttpClient http, URI audit, String token) {
    this.http = http;
    this.requests = new TokenRequests(audit, token);
  }

  /** The accounting of disclosures about one patient, as CSV or JSON. */
  public byte[] disclosures(
      String authority,
      String identifier,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean json)
      throws IOException, InterruptedException, Refused {
    ObjectNode body = period(from, to).put("authority", authority).put("identifier", identifier);
    return post("/v1/disclosures/search", json ? "application/json" : "text/csv", body).body();
  }

  /** Records an export of what was committed in a period. */
  public Export begin(@Nullable Instant from, @Nullable Instant to)
      throws IOException, InterruptedException, Refused {
    JsonNode begun =
        JSON.readTree(post("/v1/exports", "application/json", period(from, to)).body());
    return new Export(
        begun.path("id").asText(),
        begun.path("log").asText(),
        begun.path("first").asLong(),
        begun.path("end").asLong());
  }

  /** The lines of an export from an index on, as many as the service gives at once. */
  public Lines lines(Export export, String format, long from)
      throws IOException, InterruptedException, Refused {
    HttpResponse<byte[]> response =
        answered(
            requests.get("/v1/exports/" + export.id() + "/" + format + "?from=" + from, "*/*"));
    long next =
        response
            .headers()
            .firstValueAsLong("Postern-Next")
            .orElseThrow(() -> new IOException("the service does not say where to go on"));
    return new Lines(response.body(), next);
  }

  /** The assessment results over a whole export. */
  public byte[] oscal(Export export) throws IOException, InterruptedException, Refused {
    return answered(
            requests.get("/v1/exports/" + export.id() + "/oscal", "application/json", WHOLE_EXPORT))
        .body();
  }

  /**
   * A recorded export.
   *
   * @param id its entry's
   * @param log the log's origin
   * @param first index of its first entry
   * @param end index after its last one
   */
  public record Export(String id, String log, long first, long end) {}

  /** Whole lines, and where the next ones begin. */
  @SuppressWarnings("ArrayRecordComponent") // handed straight to a file, never compared
  public record Lines(byte[] bytes, long next) {}

  private HttpResponse<byte[]> post(String path, String accept, ObjectNode body)
      throws IOException, InterruptedException, Refused {
    return answered(requests.post(path, body, accept));
  }

  private HttpResponse<byte[]> answered(HttpRequest request)
      throws IOException, InterruptedException, Refused {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() == 200) {
      return response;
    }
    throw new Refused(Problem.of(response.statusCode(), TokenRequests.object(response.body())));
  }

  private static ObjectNode period(@Nullable Instant from, @Nullable Instant to) {
    ObjectNode period = JSON.createObjectNode();
    if (from != null) {
      period.put("from", from.toString());
    }
    if (to != null) {
      period.put("to", to.toString());
    }
    return period;
  }
}

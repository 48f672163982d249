package dev.postern.bridge.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Admission;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.EmergencyAccess;
import dev.postern.bridge.disclosure.PatientHandles;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.SnippetSearch;
import dev.postern.bridge.disclosure.Sources;
import dev.postern.runtime.telemetry.TracingHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/search} and {@code /v1/handles} at the indexer, with the asker's own token
 * (contracts.md section 3).
 */
public final class IndexerSearch implements SnippetSearch, PatientHandles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI indexer;
  private final Duration timeout;

  /**
   * @param http presents the bridge's certificate
   */
  public IndexerSearch(HttpClient http, URI indexer, Duration timeout) {
    this.http = http;
    this.indexer = indexer;
    this.timeout = timeout;
  }

  @Override
  public Sources search(
      Asker asker,
      Question question,
      Admission.Admitted admitted,
      @Nullable EmergencyAccess emergency,
      Set<String> earlier)
      throws Refusal {
    String body = body(question, admitted, emergency, earlier);
    return post(asker, "/v1/search", body, SearchReply::read);
  }

  @Override
  public String handle(Asker asker, String authority, String identifier) throws Refusal {
    ObjectNode body =
        JSON.createObjectNode().put("authority", authority).put("identifier", identifier);
    return post(asker, "/v1/handles", body.toString(), IndexerSearch::handle);
  }

  private static String handle(JsonNode reply) {
    String handle = reply.path("handle").asText();
    if (!handle.matches("[A-Z2-7a-z]{26}")) {
      throw new IllegalArgumentException("the indexer's reply: handle");
    }
    return handle;
  }

  private <T> T post(Asker asker, String path, String body, Function<JsonNode, T> read)
      throws Refusal {
    HttpRequest request =
        TracingHeaders.inject(HttpRequest.newBuilder(indexer.resolve(path)))
            .timeout(timeout)
            .header("Authorization", "Bearer " + asker.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new Refusal(Code.SEARCH_UNAVAILABLE);
      }
      return read.apply(JSON.readTree(new String(response.body(), StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal(Code.SEARCH_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Code.SEARCH_UNAVAILABLE);
    }
  }

  static String body(
      Question question,
      Admission.Admitted admitted,
      @Nullable EmergencyAccess emergency,
      Set<String> earlier) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("question_id", question.id().toString())
            .put("purpose_of_use", question.purpose().name())
            .put("text", question.text())
            .put("limit", question.maxSnippets())
            .put("classifications_max", admitted.classificationsMax().wire());
    List<String> sources = admitted.sources();
    if (sources != null) {
      ArrayNode names = body.putArray("sources");
      sources.forEach(names::add);
    }
    if (!earlier.isEmpty()) {
      ArrayNode documents = body.putArray("documents");
      earlier.stream().sorted().forEach(documents::add);
    }
    if (emergency != null) {
      body.putObject("break_glass")
          .put("index", emergency.index())
          .put("salt", emergency.salt())
          .put("handle", emergency.handle());
    }
    return body.toString();
  }
}

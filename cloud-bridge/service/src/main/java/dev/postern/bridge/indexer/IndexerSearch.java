package dev.postern.bridge.indexer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Admission;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Code;
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

/** {@code POST /v1/search} at the indexer, with the asker's own token (contracts.md section 3). */
public final class IndexerSearch implements SnippetSearch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI address;
  private final Duration timeout;

  /**
   * @param http presents the bridge's certificate
   */
  public IndexerSearch(HttpClient http, URI indexer, Duration timeout) {
    this.http = http;
    this.address = indexer.resolve("/v1/search");
    this.timeout = timeout;
  }

  @Override
  public Sources search(Asker asker, Question question, Admission.Admitted admitted)
      throws Refusal {
    HttpRequest request =
        TracingHeaders.inject(HttpRequest.newBuilder(address))
            .timeout(timeout)
            .header("Authorization", "Bearer " + asker.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(question, admitted)))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new Refusal(Code.SEARCH_UNAVAILABLE);
      }
      return SearchReply.read(JSON.readTree(new String(response.body(), StandardCharsets.UTF_8)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new Refusal(Code.SEARCH_UNAVAILABLE);
    } catch (IOException e) {
      throw new Refusal(Code.SEARCH_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Code.SEARCH_UNAVAILABLE);
    }
  }

  static String body(Question question, Admission.Admitted admitted) {
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
    return body.toString();
  }
}

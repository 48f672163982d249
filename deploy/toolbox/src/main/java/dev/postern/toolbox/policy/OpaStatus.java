package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at OPA, or at its bundle server, as an operator. */
record OpaStatus(Layout layout, URI server) {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether every bundle is active. */
  boolean healthy() {
    return answers("/health?bundles");
  }

  boolean answers(String path) {
    return look(path, BodyHandlers.replacing(true)) != null;
  }

  /** Waits until this revision is in force. */
  Opa.Taken await(Revision revision, Duration patience) {
    long begun = System.nanoTime();
    while (true) {
      JsonNode bundles = bundles();
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      List<String> messages = new ArrayList<>();
      for (JsonNode bundle : bundles) {
        if (bundle.path("active_revision").asText().equals(revision.toString())) {
          return new Opa.Taken(true, waited, "");
        }
        messages.add(bundle.path("message").asText(""));
      }
      if (waited.compareTo(patience) > 0) {
        return new Opa.Taken(false, waited, String.join(" ", messages).strip());
      }
      Part.pauseShortly();
    }
  }

  /** What OPA says of its bundles. */
  private JsonNode bundles() {
    String body = look("/v1/status", BodyHandlers.ofString());
    try {
      return body == null ? JSON.missingNode() : JSON.readTree(body).path("result").path("bundles");
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** The body of a good answer, or null. */
  private <T> @Nullable T look(String path, HttpResponse.BodyHandler<T> body) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .sslContext(Pem.presenting(layout.tls("operator"), List.of(layout.caFile())))
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT).build();
      HttpResponse<T> answer = client.send(request, body);
      return answer.statusCode() == 200 ? answer.body() : null;
    } catch (IOException notThere) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}

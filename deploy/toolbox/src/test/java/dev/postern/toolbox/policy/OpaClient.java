package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Asks OPA as one certificate's holder. */
final class OpaClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI address;

  private OpaClient(SSLContext tls, URI address) {
    this.http = HttpClient.newBuilder().sslContext(tls).build();
    this.address = address;
  }

  static OpaClient as(Path identity, Path caFile, URI address) {
    return new OpaClient(Pem.presenting(identity, List.of(caFile)), address);
  }

  static OpaClient asStranger(Path caFile, URI address) {
    return new OpaClient(Pem.trusting(List.of(caFile)), address);
  }

  JsonNode decide(String entry, JsonNode input) throws IOException, InterruptedException {
    String body = JSON.createObjectNode().set("input", input).toString();
    HttpResponse<String> answer = post("/v1/data/postern/" + entry + "?provenance=true", body);
    return JSON.readTree(answer.body());
  }

  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(get("/v1/status").body()).path("result");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}

package dev.postern.indexer.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.ServiceProcess;
import dev.postern.toolbox.services.Services;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The packaged service as a process of its own, with real PostgreSQL and Vault. */
final class RunningIndexer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static @Nullable RunningIndexer shared;

  final RealParts parts = RealParts.shared();
  final AuditLogStandIn log;
  final ServiceProcess process;
  final int mllp;
  final Path folder;
  private final URI base;

  /** A status and a body. */
  record Answer(int status, JsonNode body) {}

  private RunningIndexer() throws IOException {
    log = new AuditLogStandIn(parts.vault().sslContext("audit"));
    Ports ports = new Ports(parts.layout().ports());
    mllp = ports.free("mllp");
    folder = Files.createDirectories(parts.layout().home().resolve("watched"));
    process =
        new Services(
                parts.layout(),
                ports,
                parts.postgres(),
                parts.vault(),
                sources(Settings.DEMO)
                    .with("indexer", "indexer.audit.url", log.url().toString())
                    .with("indexer", "indexer.ingest.lease", "10s")
                    .with("indexer", "indexer.sources.adt.authorities", "AURELIA=st-aurelia/mrn")
                    .with("indexer", "indexer.sources.adt.authoritative", "true"),
                Progress.stderr())
            .of(Service.INDEXER);
    process.migrate();
    process.launchIfNeeded();
    process.part().awaitReady();
    base = URI.create("https://localhost:" + ports.of("indexer"));
    Runtime.getRuntime().addShutdownHook(new Thread(process.part()::stop));
  }

  /** A folder that is watched, and two feeds over MLLP from the holder of one certificate. */
  private Settings sources(Settings settings) {
    Settings all = settings.with("indexer", "indexer.mllp.port", Integer.toString(mllp));
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("share.folder.path", folder.toString());
    sources.put("share.folder.look", "500ms");
    sources.put("share.folder.settle", "100ms");
    sources.put("share.groups", "all-staff");
    for (String feed : List.of("adt-live", "lab-live")) {
      sources.put(feed + ".mllp.certificate", "operator.postern.internal");
      sources.put(feed + ".mllp.application", feed.toUpperCase(Locale.ROOT));
      sources.put(feed + ".mllp.facility", "AURELIA");
      sources.put(feed + ".authorities", "AURELIA=st-aurelia/mrn");
      sources.put(feed + ".groups", "cardiology");
    }
    sources.put("adt-live.authoritative", "true");
    for (String source : List.of("share", "adt-live", "lab-live")) {
      sources.put(source + ".tenant", "st-aurelia");
      sources.put(source + ".classification", "internal");
    }
    for (Map.Entry<String, String> one : sources.entrySet()) {
      all = all.with("indexer", "indexer.sources." + one.getKey(), one.getValue());
    }
    return all;
  }

  static synchronized RunningIndexer shared() {
    if (shared == null) {
      try {
        shared = new RunningIndexer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** As the holder of that certificate; a token only where given. */
  Answer call(String certificate, @Nullable String token, String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(certificate, request.build());
  }

  Answer upload(String fileName, byte[] content, Map<String, String> fields) {
    String boundary = "b" + UUID.randomUUID();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            body.writeBytes(
                utf8(
                    "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
                        + value
                        + "\r\n")));
    body.writeBytes(
        utf8(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
    body.writeBytes(content);
    body.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
    return send(
        "operator",
        HttpRequest.newBuilder(base.resolve("/v1/documents"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  /** The usual fields of a document. */
  static Map<String, String> fields(String source, String id, String groups, String level) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("source", source);
    fields.put("external_id", id);
    fields.put("acl", "{\"groups\": " + groups + "}");
    fields.put("classification", level);
    return fields;
  }

  /** Follows a job to its end. */
  JsonNode end(String job) {
    long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode status = call("operator", null, "GET", "/v1/jobs/" + job, "").body();
      String state = status.path("state").asText();
      if (state.equals("done") || state.equals("quarantined")) {
        return status;
      }
      Part.pauseShortly();
    }
    throw new AssertionError("the job did not end");
  }

  /** Searches as the bridge, with the token of a demo account. */
  Answer search(String account, String text, String source) {
    String body =
        JSON.createObjectNode()
            .put("purpose_of_use", "TREAT")
            .put("text", text)
            .put("limit", 5)
            .put("classifications_max", "restricted")
            .set("sources", JSON.createArrayNode().add(source))
            .toString();
    return call("bridge", parts.vault().token(account), "POST", "/v1/search", body);
  }

  private Answer send(String certificate, HttpRequest request) {
    try (HttpClient http =
        HttpClient.newBuilder()
            .sslContext(parts.vault().sslContext(certificate))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

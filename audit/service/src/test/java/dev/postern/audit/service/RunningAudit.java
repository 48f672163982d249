package dev.postern.audit.service;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.json.Json;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The packaged audit service as a process, and people and services who call it. */
public final class RunningAudit implements AutoCloseable {
  public static final RealParts PARTS = RealParts.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Ports ports = new Ports(PARTS.layout().ports());
  private final Services services;

  private RunningAudit(Settings settings) {
    this.services =
        new Services(
            PARTS.layout(),
            ports,
            PARTS.postgres(),
            PARTS.vault(),
            settings.learningStarts(),
            Progress.stderr());
  }

  /** Migrates, starts and waits until it serves. */
  public static RunningAudit start(Settings settings) {
    var running = new RunningAudit(settings);
    var audit = running.services.of(Service.AUDIT);
    audit.migrate();
    audit.part().launch();
    audit.part().awaitReady();
    return running;
  }

  public AuditClient client(String caller) {
    SSLContext tls = PARTS.vault().sslContext(caller);
    return AuditClient.start(
        new HttpAuditTransport(List.of(address()), () -> tls, PATIENCE),
        new Forgetful(),
        new AuditClient.Settings(4096, 512, 1 << 22, PATIENCE));
  }

  /** As a person with an account, or without a token. */
  public HttpResponse<byte[]> get(String path, @Nullable String account) throws IOException {
    return send(null, request(path, account, "*/*").GET().build());
  }

  /** As a person with an account, or without a token. */
  public HttpResponse<byte[]> post(
      String path, @Nullable String account, String accept, String body) throws IOException {
    return send(
        null,
        request(path, account, accept)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** As a service, perhaps with a person's token. */
  public HttpResponse<byte[]> call(
      String caller, String path, @Nullable String account, @Nullable String body)
      throws IOException {
    var request = request(path, account, "*/*").header("Content-Type", "application/json");
    return send(
        caller,
        body == null ? request.GET().build() : request.POST(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path, @Nullable String account, String accept) {
    var request =
        HttpRequest.newBuilder(address().resolve(path)).timeout(PATIENCE).header("Accept", accept);
    if (account != null) {
      request.header("Authorization", "Bearer " + PARTS.vault().token(account));
    }
    return request;
  }

  private static HttpResponse<byte[]> send(@Nullable String caller, HttpRequest request)
      throws IOException {
    var vault = PARTS.vault();
    var tls = caller == null ? vault.sslContext() : vault.sslContext(caller);
    try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private URI address() {
    return URI.create("https://localhost:" + ports.of("audit"));
  }

  public static String utf8(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  public static Json.Obj json(HttpResponse<byte[]> answer) {
    return (Json.Obj) Json.parse(answer.body());
  }

  @Override
  public void close() {
    services.of(Service.AUDIT).part().stop();
  }

  private static final class Forgetful implements AcknowledgedMemory {
    @Override
    public Optional<Acknowledged> highest() {
      return Optional.empty();
    }

    @Override
    public void remember(Acknowledged entry) {
      // Nothing here outlives a test.
    }

    @Override
    public void follow(Acknowledged from, Acknowledged to) {
      // Nothing is remembered.
    }
  }
}

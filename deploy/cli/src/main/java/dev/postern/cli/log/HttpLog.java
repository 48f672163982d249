package dev.postern.cli.log;

import dev.postern.audit.log.LogSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A log behind the C2SP tlog-tiles read side of an audit service. Nothing in it is trusted. */
public final class HttpLog implements LogSource {

  private final HttpClient http;
  private final String base;
  private final @Nullable String token;

  /**
   * @param base address below which {@code checkpoint} and {@code tile/} lie
   * @param token an auditor's OIDC token, or null where the log is public
   */
  public HttpLog(HttpClient http, URI base, @Nullable String token) {
    this.http = http;
    this.base = base.toString().replaceFirst("/+$", "") + "/";
    this.token = token;
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30)).GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response = send(request.build());
    return switch (response.statusCode()) {
      case 200 -> Optional.of(response.body());
      case 404 -> Optional.empty();
      case 401, 403 ->
          throw new IOException(
              "the log refuses to show " + path + ": the whole log is for the role auditor");
      default ->
          throw new IOException("the log answered " + response.statusCode() + " for " + path);
    };
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the log");
    }
  }
}

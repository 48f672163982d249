package dev.postern.audit.client;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One HTTPS exchange with the audit service; problems (RFC 9457) become failures. Of several
 * processes the one that writes is asked: whoever answers {@code audit-unavailable}, or not at all,
 * is passed over for the next one.
 */
final class AuditHttp {
  private static final Set<String> UNAVAILABLE =
      Set.of("audit-unavailable", "overloaded", "secrets-unavailable");

  private static final String STANDS_BY = "audit-unavailable";

  private final List<URI> services;
  private final AtomicInteger leading = new AtomicInteger();
  private final Supplier<SSLContext> tls;
  private final Duration timeout;
  private @Nullable SSLContext context;
  private @Nullable HttpClient client;

  AuditHttp(List<URI> services, Supplier<SSLContext> tls, Duration timeout) {
    if (services.isEmpty() || services.stream().anyMatch(s -> !"https".equals(s.getScheme()))) {
      throw new IllegalArgumentException("the audit service is reached by https only");
    }
    this.services = List.copyOf(services);
    this.tls = tls;
    this.timeout = timeout;
  }

  Json get(String path) throws AuditFailure {
    return json(exchange(service -> request(service, path, Map.of()).GET().build()));
  }

  Json post(String path, String type, byte[] body, Map<String, String> headers)
      throws AuditFailure {
    var answer =
        exchange(
            service ->
                request(service, path, headers)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
    return json(answer);
  }

  private static Json json(byte[] answer) throws AuditUnavailable {
    try {
      return answer.length == 0 ? new Json.Null() : Json.parse(answer);
    } catch (IllegalArgumentException e) {
      throw AuditUnavailable.because("the audit service's answer cannot be read", e);
    }
  }

  private HttpRequest.Builder request(URI service, String path, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(service.resolve(path)).timeout(timeout);
    headers.forEach(request::header);
    return request;
  }

  private byte[] exchange(Function<URI, HttpRequest> request) throws AuditFailure {
    int first = leading.get();
    for (int tried = 1; ; tried++) {
      int at = (first + tried - 1) % services.size();
      try {
        var answer = exchange(request.apply(services.get(at)));
        leading.set(at);
        return answer;
      } catch (AuditUnavailable e) {
        if (tried == services.size() || !e.code().equals(STANDS_BY)) {
          throw e;
        }
      }
    }
  }

  private byte[] exchange(HttpRequest request) throws AuditFailure {
    try {
      var response = sendTwice(request);
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      throw problem(response);
    } catch (IOException e) {
      throw AuditUnavailable.because("the audit service cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AuditUnavailable.because("interrupted", e);
    }
  }

  /** A kept connection may have died with the service: one fresh attempt; ids make it harmless. */
  private HttpResponse<byte[]> sendTwice(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return current().send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException first) {
      try {
        return current().send(request, HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  /** A renewed certificate comes as another context: the client follows it. */
  private synchronized HttpClient current() {
    var now = tls.get();
    var existing = client;
    if (existing != null && now == context) {
      return existing;
    }
    context = now;
    var fresh =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(timeout)
            .sslContext(now)
            .build();
    client = fresh;
    return fresh;
  }

  private static AuditFailure problem(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    var code = code(response.body());
    var message = "the audit service answered " + status + " " + code;
    if (code.equals("log-rolled-back")) {
      return new LogRolledBack(message);
    }
    if (UNAVAILABLE.contains(code)) {
      return new AuditUnavailable(code, message, null);
    }
    return status / 100 == 4 && !code.isEmpty()
        ? new Rejected(code, message)
        : AuditUnavailable.because(message, null);
  }

  private static String code(byte[] problem) {
    try {
      var type = Fields.of(Json.parse(problem)).text("type");
      var prefix = "urn:postern:problem:";
      return type.startsWith(prefix) ? type.substring(prefix.length()) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

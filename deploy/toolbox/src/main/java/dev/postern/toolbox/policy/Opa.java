package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OPA and the server it polls its signed bundles from, two processes on loopback. Vault has to have
 * issued {@code tls/opa} and {@code tls/operator}.
 */
public final class Opa implements Server {
  private final Layout layout;
  private final Ports ports;
  private final Cache cache;
  private final Progress progress;
  private final Part part;
  private final Part bundleServer;

  public Opa(Layout layout, Ports ports, Cache cache, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.cache = cache;
    this.progress = progress;
    this.part = new Part("opa", layout, this, progress);
    this.bundleServer =
        new Part("bundles", layout, new BundleServerProcess(layout, ports), progress);
  }

  /** Publishes what is not published yet and starts both. */
  public void start() {
    publisher().publishWhatChanged();
    bundleServer.start();
    part.start();
  }

  public Part part() {
    return part;
  }

  public Part bundleServer() {
    return bundleServer;
  }

  public URI address() {
    return URI.create("https://localhost:" + ports.of("opa"));
  }

  /** Publishes the policy, and throws the kill switch. */
  public BundlePublisher publisher() {
    return new BundlePublisher(program(), layout, Clock.systemUTC());
  }

  /**
   * How OPA took a revision.
   *
   * @param waited until it was in force, or until patience ended
   * @param message what OPA says of its bundles otherwise; no content
   */
  public record Taken(boolean inForce, Duration waited, String message) {}

  /** Waits until a running OPA has this revision in force. */
  public Taken awaitTaken(Revision revision, Duration patience) {
    long begun = System.nanoTime();
    while (true) {
      JsonNode bundles = Status.of(layout, address());
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      List<String> messages = new ArrayList<>();
      for (JsonNode bundle : bundles) {
        if (bundle.path("active_revision").asText().equals(revision.toString())) {
          return new Taken(true, waited, "");
        }
        messages.add(bundle.path("message").asText(""));
      }
      if (waited.compareTo(patience) > 0) {
        return new Taken(false, waited, String.join(" ", messages).strip());
      }
      Part.pauseShortly();
    }
  }

  @Override
  public Launch launch() {
    int port = ports.free("opa");
    URI bundles = URI.create("https://localhost:" + ports.of("bundles"));
    OpaConfig config =
        new OpaConfig(PolicyFolder.of(layout), bundles, layout.tls("opa"), layout.caFile());
    Path file = config.write();
    List<String> command = config.command(program(), layout.checkout().resolve("policies"), port);
    return new Launch(command, Map.of(), layout.home(), file.toString());
  }

  /** Whether both bundles are active. */
  @Override
  public boolean answers() {
    return Health.ok(layout, address().resolve("/health?bundles"));
  }

  private Path program() {
    return GoProgram.OPA.find(cache, progress);
  }

  /** What OPA says of its bundles. */
  private static final class Status {
    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode of(Layout layout, URI opa) {
      String body = Health.look(layout, opa.resolve("/v1/status"), BodyHandlers.ofString());
      try {
        return body == null
            ? JSON.missingNode()
            : JSON.readTree(body).path("result").path("bundles");
      } catch (JsonProcessingException e) {
        return JSON.missingNode();
      }
    }
  }

  /** A look at a server as an operator. */
  private static final class Health {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    static boolean ok(Layout layout, URI address) {
      return look(layout, address, BodyHandlers.replacing(true)) != null;
    }

    /** The body of a good answer, or null. */
    static <T> @Nullable T look(Layout layout, URI address, HttpResponse.BodyHandler<T> body) {
      try (HttpClient client =
          HttpClient.newBuilder()
              .connectTimeout(LIMIT)
              .sslContext(Pem.presenting(layout.tls("operator"), List.of(layout.caFile())))
              .build()) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
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

  /** {@link BundleServer} as a process of its own. */
  private record BundleServerProcess(Layout layout, Ports ports) implements Server {
    @Override
    public Launch launch() {
      PolicyFolder folder = PolicyFolder.of(layout);
      String bundles = folder.bundles().toString();
      return new Launch(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx32m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-classpath",
              System.getProperty("java.class.path"),
              BundleServer.class.getName(),
              bundles,
              Integer.toString(ports.free("bundles")),
              layout.tls("opa").toString(),
              layout.caFile().toString()),
          Map.of(),
          layout.home(),
          bundles);
    }

    @Override
    public boolean answers() {
      URI address = URI.create("https://localhost:" + ports.of("bundles"));
      return Health.ok(layout, address.resolve("/" + Bundle.POLICY.file()));
    }
  }
}

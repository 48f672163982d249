package dev.postern.toolbox.policy;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tools.Cache;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
  private final ShadowOpa shadow;

  public Opa(Layout layout, Ports ports, Cache cache, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.cache = cache;
    this.progress = progress;
    this.part = new Part("opa", layout, this, progress);
    this.bundleServer =
        new Part("bundles", layout, new BundleServerProcess(layout, ports), progress);
    this.shadow = new ShadowOpa(layout, ports, this::program, progress);
  }

  /** Publishes what is not published yet and starts both; also the shadow, where it is wanted. */
  public void start() {
    publisher().publishWhatChanged();
    bundleServer.start();
    part.start();
    if (shadow.wanted() && !shadow.part().running()) {
      // Not waited for: a candidate that can't be loaded keeps nothing else from starting.
      shadow.part().launch();
    }
  }

  /** Where a candidate policy runs. */
  public ShadowOpa shadow() {
    return shadow;
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
    return new OpaStatus(layout, address()).await(revision, patience);
  }

  @Override
  public Launch launch() {
    int port = ports.free("opa");
    URI bundles = URI.create("https://localhost:" + ports.of("bundles"));
    OpaConfig config =
        OpaConfig.deciding(PolicyFolder.of(layout), bundles, layout.tls("opa"), layout.caFile());
    Path file = config.write();
    List<String> command = config.command(program(), layout.checkout().resolve("policies"), port);
    return new Launch(command, OpaConfig.ENVIRONMENT, layout.home(), file.toString());
  }

  /** Whether both bundles are active. */
  @Override
  public boolean answers() {
    return new OpaStatus(layout, address()).healthy();
  }

  private Path program() {
    return GoProgram.OPA.find(cache, progress);
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
      return new OpaStatus(layout, address).answers("/" + Bundle.POLICY.file());
    }
  }
}

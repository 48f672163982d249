package dev.postern.toolbox.policy;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A second OPA beside the one that decides, for a candidate policy. Two policies of the same
 * packages can't be in one OPA; and one that loops or grows takes nothing from the other.
 */
public final class ShadowOpa implements Server {
  private final Layout layout;
  private final Ports ports;
  private final Supplier<Path> program;
  private final Part part;

  ShadowOpa(Layout layout, Ports ports, Supplier<Path> program, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.program = program;
    this.part = new Part("shadow", layout, this, progress);
  }

  public Part part() {
    return part;
  }

  /** Whether there is a candidate, running or not. */
  public boolean wanted() {
    return Files.exists(PolicyFolder.of(layout).candidate());
  }

  /** Waits until the running OPA has this candidate. */
  public Opa.Taken awaitTaken(Revision candidate, Duration patience) {
    return new OpaStatus(layout, address()).await(candidate, patience);
  }

  public URI address() {
    return URI.create("https://localhost:" + ports.of("shadow"));
  }

  @Override
  public Launch launch() {
    int port = ports.free("shadow");
    URI bundles = URI.create("https://localhost:" + ports.of("bundles"));
    OpaConfig config =
        OpaConfig.ofCandidate(PolicyFolder.of(layout), bundles, layout.tls("opa"), layout.caFile());
    Path file = config.write();
    List<String> command =
        config.command(program.get(), layout.checkout().resolve("policies"), port);
    return new Launch(command, OpaConfig.ENVIRONMENT, layout.home(), file.toString());
  }

  @Override
  public boolean answers() {
    return new OpaStatus(layout, address()).healthy();
  }
}

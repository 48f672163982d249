package dev.postern.toolbox.services;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tools.Command;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of Postern's services as a process of its own. A service that runs an older build or an older
 * configuration than the checkout has is started anew.
 */
public final class ServiceProcess implements Server {
  /** Five seconds on an idle machine; three start at once, and tests start them on busy ones. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** What a start learned is written when the service stops: ten seconds on an idle machine. */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Service service;
  private final Layout layout;
  private final Ports ports;
  private final Supplier<Map<String, String>> properties;
  private final boolean learning;
  private final Progress progress;
  private final Probe probe = new Probe();
  private final List<String> arguments = new ArrayList<>();
  private final Part part;

  /**
   * @param properties its external configuration, asked for at each start
   * @param learning whether its first run after a build is for learning its start, too
   */
  public ServiceProcess(
      Service service,
      Layout layout,
      Ports ports,
      Supplier<Map<String, String>> properties,
      boolean learning,
      Progress progress) {
    this.service = service;
    this.layout = layout;
    this.ports = ports;
    this.properties = properties;
    this.learning = learning;
    this.progress = progress;
    this.part = new Part(service.id(), layout, this, progress);
  }

  public Part part() {
    return part;
  }

  /**
   * Brings the service's database to this build's schema, as its owner. Does nothing when this
   * build did it before.
   */
  public void migrate() {
    Path done = layout.run(service.id()).resolve("migrated");
    String build = service.build(layout.checkout());
    if (Files.exists(done) && PrivateFile.read(done).equals(build)) {
      return;
    }
    progress.say("migrating " + service.database());
    Path file = writeProperties();
    List<String> command = new ArrayList<>(java(List.of(), file));
    command.add("migrate");
    Command.Result migration = Command.run(command, layout.run(service.id()), Map.of());
    if (!migration.ok()) {
      throw new ToolboxException(
          "the migration of " + service.database() + " failed:\n" + migration.output().strip());
    }
    PrivateFile.write(done, build);
  }

  /** Runs the application once with arguments for the owner of its database, and waits for it. */
  public void asOwner(List<String> arguments) {
    List<String> command = new ArrayList<>(java(List.of(), writeProperties()));
    command.addAll(arguments);
    Command.Result done = Command.run(command, layout.run(service.id()), Map.of());
    if (!done.ok()) {
      throw new ToolboxException(
          service.id() + " " + arguments.getFirst() + " failed:\n" + done.output().strip());
    }
  }

  /** Starts the process, unless one with this build and configuration runs and is ready. */
  public void launchIfNeeded() {
    if (part.state() != Part.State.READY || !PrivateFile.read(launched()).equals(identity())) {
      part.launch();
      PrivateFile.write(launched(), identity());
    }
  }

  /** At its next starts by this object it is told this, as an operator would. */
  public void tell(String argument) {
    arguments.add(argument);
  }

  public URI management() {
    return URI.create("http://127.0.0.1:" + ports.of(service.id() + "-management"));
  }

  @Override
  public boolean answers() {
    // The management listener may open first: ready means that askers get through.
    return probe.ok(management().resolve("/q/health/ready"))
        && Probe.accepts(ports.of(service.id()));
  }

  @Override
  public Duration startLimit() {
    return START_LIMIT;
  }

  @Override
  public Duration stopLimit() {
    return STOP_LIMIT;
  }

  @Override
  public Launch launch() {
    ports.free(service.id());
    ports.free(service.id() + "-management");
    Path file = writeProperties();
    StartCache cache = new StartCache(service.jar(layout.checkout()));
    List<String> command = new ArrayList<>(java(cache.options(learning), file));
    command.addAll(arguments);
    return new Launch(command, Map.of(), layout.run(service.id()), locations(file));
  }

  private Path launched() {
    Path file = layout.run(service.id()).resolve("launched");
    if (!Files.exists(file)) {
      PrivateFile.write(file, "");
    }
    return file;
  }

  private String identity() {
    return service.build(layout.checkout()) + PropertiesFile.text(properties.get());
  }

  private Path writeProperties() {
    Path file = layout.config(service.id());
    PropertiesFile.write(file, properties.get());
    return file;
  }

  private List<String> java(List<String> options, Path file) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of(locations(file), "-jar", service.jar(layout.checkout()).toString()));
    return JavaCommand.of(layout, service.id(), service.heap(), arguments);
  }

  private static String locations(Path file) {
    return "-Dquarkus.config.locations=" + file;
  }
}

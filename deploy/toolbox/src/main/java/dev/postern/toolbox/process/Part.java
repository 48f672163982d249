package dev.postern.toolbox.process;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One server process of a running Postern. It outlives the program that started it and is known
 * again by its pid file, so any later program on the same folder can stop, kill, pause or reuse it.
 */
public final class Part {
  /** What a part is doing. */
  public enum State {
    STOPPED,
    /** The process is there and does not answer (starting, paused, or broken). */
    SILENT,
    READY
  }

  private static final long LOG_LIMIT = 20_000_000;

  private final String name;
  private final Path log;
  private final PidFile pidFile;
  private final Server server;
  private final Progress progress;

  public Part(String name, Layout layout, Server server, Progress progress) {
    this.name = name;
    this.log = layout.log(name);
    this.pidFile = new PidFile(layout.pid(name));
    this.server = server;
    this.progress = progress;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public Optional<Long> pid() {
    return pidFile.running().map(ProcessIdentity::pid);
  }

  public State state() {
    if (pidFile.running().isEmpty()) {
      return State.STOPPED;
    }
    return server.answers() ? State.READY : State.SILENT;
  }

  public boolean running() {
    return pidFile.running().isPresent();
  }

  /** Starts the part and waits until it answers. A part that already answers is left alone. */
  public void start() {
    if (state() == State.READY) {
      return;
    }
    launch();
    awaitReady();
  }

  /**
   * Starts the process without waiting for it to answer; replaces one that runs but does not
   * answer.
   */
  public void launch() {
    stop();
    Launch how = server.launch();
    Orphans.kill(how.marker());
    progress.say("starting " + name);
    pidFile.write(spawn(how));
  }

  /** Waits until a launched part answers. */
  public void awaitReady() {
    Instant end = Instant.now().plus(server.startLimit());
    while (!server.answers()) {
      if (!running()) {
        throw new ToolboxException(
            name + " ended while starting; its log " + log + " says:\n" + logTail());
      }
      if (Instant.now().isAfter(end)) {
        throw new ToolboxException(
            name + " did not answer within " + server.startLimit().toSeconds() + " s; see " + log);
      }
      pauseShortly();
    }
  }

  /** Ends the part in good order, by force after its limit. */
  public void stop() {
    pidFile
        .running()
        .ifPresent(
            process -> {
              Signals.send("CONT", Signals.family(process.pid()));
              Signals.send(server.stopSignal(), List.of(process.pid()));
              if (!await(() -> !process.alive(), server.stopLimit())) {
                progress.say(
                    name + " did not stop in " + server.stopLimit().toSeconds() + " s, killing it");
                kill();
              }
            });
    pidFile.delete();
  }

  /** SIGKILL to the process and all it started, as a crash of the machine would. */
  public void kill() {
    pidFile
        .running()
        .ifPresent(
            process -> {
              List<Long> family = Signals.family(process.pid());
              Signals.send("KILL", family);
              await(() -> !process.alive(), server.stopLimit());
            });
    pidFile.delete();
  }

  /** SIGSTOP to the process and all it started: connections stay open and nobody answers. */
  public void pause() {
    Signals.send("STOP", Signals.family(required().pid()));
  }

  public void resume() {
    Signals.send("CONT", Signals.family(required().pid()));
  }

  /** Any other signal, by name without SIG. */
  public void signal(String signal) {
    Signals.send(signal, List.of(required().pid()));
  }

  private ProcessIdentity required() {
    return pidFile.running().orElseThrow(() -> new ToolboxException(name + " is not running"));
  }

  private ProcessIdentity spawn(Launch how) {
    try {
      rotateLog();
      // setsid: a Ctrl-C at the terminal ends the program that watches, not the servers. No core
      // files: they would hold content.
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
        command.add("/usr/bin/setsid");
      }
      command.addAll(List.of("sh", "-c", "ulimit -c 0; exec \"$@\"", "postern-" + name));
      command.addAll(how.command());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(how.directory().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // Settings of a person's own AWS client are not the system's: the bridge refuses to see them.
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(how.environment());
      long pid = builder.start().pid();
      return ProcessIdentity.of(pid)
          .orElseThrow(
              () -> new ToolboxException(name + " ended at once; its log says:\n" + logTail()));
    } catch (IOException e) {
      throw new ToolboxException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  private void rotateLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, log.resolveSibling(name + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String logTail() {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  private static boolean await(BooleanSupplier condition, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      pause(Duration.ofMillis(20));
    }
    return true;
  }

  /** The time between two looks at a starting part. */
  public static void pauseShortly() {
    pause(Duration.ofMillis(50));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolboxException("interrupted while waiting for a part", e);
    }
  }
}

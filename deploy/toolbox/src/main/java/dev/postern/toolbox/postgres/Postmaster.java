package dev.postern.toolbox.postgres;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a run that was killed left in a cluster: a {@code postmaster.pid} that names a stranger by
 * now would keep the server from starting, and a server that still runs on these files must end
 * first.
 */
record Postmaster(Path data) {
  /**
   * Ends the server that has these files open, if any, and removes a stale {@code postmaster.pid}.
   */
  void clear() {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
      if (pid > 0 && worksHere(pid)) {
        end(pid);
      }
      Files.deleteIfExists(file);
    } catch (IOException | NumberFormatException e) {
      throw new ToolboxException(
          file + " cannot be read; is another PostgreSQL using " + data + "?", e);
    }
  }

  private boolean worksHere(long pid) {
    try {
      return Path.of("/proc", Long.toString(pid), "cwd").toRealPath().equals(data.toRealPath());
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private void end(long pid) {
    ProcessHandle server = ProcessHandle.of(pid).orElse(null);
    if (server == null) {
      return;
    }
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
    try {
      server.onExit().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ToolboxException(
          "a PostgreSQL of an earlier run (pid " + pid + ") does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}

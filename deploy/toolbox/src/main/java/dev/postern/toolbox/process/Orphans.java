package dev.postern.toolbox.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of a run that was killed before it could write their pid files. */
final class Orphans {
  private Orphans() {}

  static void kill(String marker) {
    if (marker.isEmpty()) {
      return;
    }
    List<Long> pids =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .filter(process -> hasArgument(process.pid(), marker))
            .map(ProcessHandle::pid)
            .toList();
    Signals.send("KILL", pids);
  }

  private static boolean hasArgument(long pid, String marker) {
    Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
    try {
      String arguments = new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8);
      return List.of(arguments.split("\0")).contains(marker);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }
}

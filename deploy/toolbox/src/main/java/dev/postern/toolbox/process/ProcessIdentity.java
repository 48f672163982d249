package dev.postern.toolbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that can't be mistaken for a later one with the same pid.
 *
 * @param pid the process id
 * @param started boot id and start tick on Linux (proc(5), field 22), the start instant elsewhere
 */
record ProcessIdentity(long pid, String started) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  ProcessIdentity {
    if (pid <= 0 || started.isBlank()) {
      throw new IllegalArgumentException("not a process: " + pid);
    }
  }

  /**
   * The process that has this pid now; empty when there is none or it is only waiting to be reaped.
   */
  static Optional<ProcessIdentity> of(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(BOOT_ID)) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(handle -> handle.info().startInstant())
          .map(instant -> new ProcessIdentity(pid, instant.toString()));
    }
    try {
      // The command in parentheses may hold spaces; the fields after it start with the state.
      String content = Files.readString(stat);
      String[] fields = content.substring(content.lastIndexOf(')') + 2).split(" ");
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return dead
          ? Optional.empty()
          : Optional.of(
              new ProcessIdentity(pid, Files.readString(BOOT_ID).strip() + "/" + fields[19]));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }
}

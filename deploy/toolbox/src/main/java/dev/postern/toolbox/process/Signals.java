package dev.postern.toolbox.process;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** POSIX signals to a process and its descendants. */
final class Signals {
  private Signals() {}

  static void send(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      Process kill =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A non-zero exit only says that one of them was gone already.
      kill.waitFor();
    } catch (IOException e) {
      throw new ToolboxException("cannot send " + signal + ": the program 'kill' is missing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolboxException("interrupted while sending " + signal, e);
    }
  }

  /**
   * The process first, then everything it started: a parent that stands still starts nothing new.
   */
  static List<Long> family(long pid) {
    Stream<Long> children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .map(ProcessHandle::pid)
            .sorted(Comparator.naturalOrder());
    return Stream.concat(Stream.of(pid), children).toList();
  }
}

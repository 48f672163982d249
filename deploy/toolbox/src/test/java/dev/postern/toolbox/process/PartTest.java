package dev.postern.toolbox.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
  @TempDir Path folder;
  private final ArrayList<Part> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Part::kill);
  }

  @Test
  void anotherProgramFindsTheSameProcessAgainAndStopsIt() {
    Part first = part("sleep 300");
    first.start();
    Part second = part("sleep 300");
    assertEquals(first.pid(), second.pid());
    assertEquals(Part.State.READY, second.state());
    second.stop();
    assertEquals(Part.State.STOPPED, first.state());
  }

  @Test
  void aStalePidFileNeverReachesTheStrangerWhoHasThatPidNow() {
    Part part = part("sleep 300");
    part.start();
    long pid = part.pid().orElseThrow();
    ProcessIdentity stranger = ProcessIdentity.of(pid).orElseThrow();
    new PidFile(layout().pid("sleeper")).write(new ProcessIdentity(pid, stranger.started() + "1"));
    Part mistaken =
        new Part("sleeper", layout(), new Sleeper("sleep 301", folder), Progress.silent());
    mistaken.kill();
    mistaken.stop();
    assertTrue(stranger.alive(), "a process with the same pid and another start was ended");
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void anOrphanOfAKilledRunEndsBeforeTheNextStart() {
    Part part = part("sleep 300");
    part.start();
    ProcessIdentity orphan = ProcessIdentity.of(part.pid().orElseThrow()).orElseThrow();
    new PidFile(layout().pid("sleeper")).delete();
    part.start();
    assertFalse(orphan.alive());
    assertTrue(part.running());
  }

  @Test
  void aProcessThatEndsWhileStartingIsReportedWithItsLastWords() {
    Part part = part("echo the reason; exit 3");
    ToolboxException failed = assertThrows(ToolboxException.class, part::start);
    assertTrue(failed.toString().contains("the reason"), failed.toString());
  }

  @Test
  void killReachesWhatTheProcessStarted() {
    Path child = folder.resolve("child");
    Part part = part("sleep 300 & echo $! > " + child + "; wait");
    part.start();
    while (!Files.exists(child) || PrivateFile.read(child).isBlank()) {
      Thread.onSpinWait();
    }
    ProcessIdentity grandchild =
        ProcessIdentity.of(Long.parseLong(PrivateFile.read(child).strip())).orElseThrow();
    part.kill();
    while (grandchild.alive()) {
      Thread.onSpinWait();
    }
    assertFalse(part.running());
  }

  @Test
  void aPartThatIgnoresItsStopSignalIsNotPausedForEver() {
    Part part = part("sleep 300");
    part.start();
    part.pause();
    part.stop();
    assertEquals(Part.State.STOPPED, part.state());
  }

  private Layout layout() {
    return new Layout(folder, folder.resolve("home"));
  }

  private Part part(String script) {
    Part part = new Part("sleeper", layout(), new Sleeper(script, folder), Progress.silent());
    started.add(part);
    return part;
  }

  private record Sleeper(String script, Path folder) implements Server {
    @Override
    public Launch launch() {
      String marker = folder.resolve("marker").toString();
      return new Launch(List.of("sh", "-c", script, marker), Map.of(), folder, marker);
    }

    @Override
    public boolean answers() {
      return new PidFile(new Layout(folder, folder.resolve("home")).pid("sleeper"))
              .running()
              .isPresent()
          && !script.startsWith("echo");
    }

    @Override
    public Duration startLimit() {
      return Duration.ofSeconds(30);
    }
  }
}

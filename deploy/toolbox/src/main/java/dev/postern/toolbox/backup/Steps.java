package dev.postern.toolbox.backup;

import dev.postern.toolbox.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was done one after the other, and how long each took. */
final class Steps {
  private final Progress progress;
  private final List<Step> done = new ArrayList<>();

  Steps(Progress progress) {
    this.progress = progress;
  }

  /** Work that may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  void run(String what, Work work) throws IOException {
    progress.say(what);
    long begin = System.nanoTime();
    work.run();
    done.add(new Step(what, Duration.ofNanos(System.nanoTime() - begin)));
  }

  List<Step> done() {
    return List.copyOf(done);
  }
}

package dev.postern.toolbox.process;

import dev.postern.toolbox.ToolboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Steps that wait for processes, side by side. */
public final class Together {
  private Together() {}

  /** Runs all steps to their end, then reports the first that failed. */
  public static void run(List<Runnable> steps) {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      steps.forEach(step -> running.add(threads.submit(step)));
    }
    for (Future<?> step : running) {
      try {
        step.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ToolboxException known) {
          throw known;
        }
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ToolboxException("interrupted while starting", e);
      }
    }
  }
}

package dev.postern.cli;

import dev.postern.cli.indexer.Ingestion.Watcher;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far an ingestion is: a bar with rate and time left for a person, a line every tenth for a
 * log.
 */
public final class IngestProgress {

  /** What is being watched. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Watcher watcher) throws IOException, InterruptedException;
  }

  private final Terminal terminal;
  private final int documents;

  private IngestProgress(Terminal terminal, int documents) {
    this.terminal = terminal;
    this.documents = documents;
  }

  /** A watch over this many documents. */
  public static IngestProgress of(Terminal terminal, int documents) {
    return new IngestProgress(terminal, documents);
  }

  /** Does the work and tells how far it is. */
  public <T> T watch(Work<T> work) throws IOException, InterruptedException {
    return terminal.interactive() ? bar(work) : lines(work);
  }

  private <T> T bar(Work<T> work) throws IOException, InterruptedException {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("Ingesting")
            .setInitialMax(documents)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUnit(" documents", 1)
            .showSpeed()
            .setUpdateIntervalMillis((int) Duration.ofMillis(250).toMillis())
            .build()) {
      return work.run(result -> bar.step());
    }
  }

  private <T> T lines(Work<T> work) throws IOException, InterruptedException {
    AtomicInteger ended = new AtomicInteger();
    long start = System.nanoTime();
    return work.run(
        result -> {
          int n = ended.incrementAndGet();
          if (n * 10 / documents > (n - 1) * 10 / documents) {
            double seconds = (System.nanoTime() - start) / 1e9;
            terminal.say(
                String.format(
                    Locale.ROOT,
                    "Ingesting: %d of %d documents, %.1f/s, %.0f s left",
                    n,
                    documents,
                    n / seconds,
                    (documents - n) * seconds / n));
          }
        });
  }
}

package dev.postern.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far one file of an export is: a bar for a person, a line every tenth for a log. */
final class ExportProgress implements AutoCloseable {

  private final Terminal terminal;
  private final String what;
  private final long all;
  private final @Nullable ProgressBar bar;
  private long told;

  /**
   * @param what for example {@code fhir}
   * @param all entries or files
   */
  ExportProgress(Terminal terminal, String what, String unit, long all) {
    this.terminal = terminal;
    this.what = what;
    this.all = all;
    this.bar =
        terminal.interactive()
            ? new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .setUpdateIntervalMillis((int) Duration.ofMillis(250).toMillis())
                .build()
            : null;
  }

  void at(long done) {
    if (bar != null) {
      bar.stepTo(done);
    } else if (all > 0 && done * 10 / all > told * 10 / all) {
      terminal.say(String.format(Locale.ROOT, "%s: %d of %d", what, done, all));
      told = done;
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

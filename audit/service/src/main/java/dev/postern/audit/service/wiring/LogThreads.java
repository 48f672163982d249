package dev.postern.audit.service.wiring;

import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Reconciler;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.shredding.KeyCopies;
import dev.postern.audit.service.shredding.KeyTurning;
import dev.postern.audit.service.shredding.Retention;
import dev.postern.runtime.problem.WithoutContent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the log: one that writes, and two that sign, close abandoned intents, make
 * destructions final, ask for those whose time has come, and keep the copy of the keys.
 */
@ApplicationScoped
public class LogThreads {
  private static final System.Logger LOGGER = System.getLogger(LogThreads.class.getName());

  private final Sequencer sequencer;
  private final Checkpoints checkpoints;
  private final Reconciler reconciler;
  private final KeyTurning turning;
  private final Retention retention;
  private final KeyCopies copies;
  private final AuditSettings settings;
  private final Thread writer;
  private final ScheduledExecutorService ticking =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("log-", 0).factory());

  /** Not yet running. */
  @Inject
  public LogThreads(
      Sequencer sequencer,
      Checkpoints checkpoints,
      Reconciler reconciler,
      KeyTurning turning,
      Retention retention,
      KeyCopies copies,
      AuditSettings settings) {
    this.sequencer = sequencer;
    this.checkpoints = checkpoints;
    this.reconciler = reconciler;
    this.turning = turning;
    this.retention = retention;
    this.copies = copies;
    this.settings = settings;
    this.writer = Thread.ofPlatform().daemon().name("sequencer").unstarted(sequencer);
  }

  void start(@Observes StartupEvent started) {
    writer.start();
    every(settings.checkpoint().interval(), Duration.ZERO, checkpoints::tick);
    // After a pause of this service every writer looks silent: give them time to be heard.
    every(settings.writer().reconcile(), settings.writer().silence(), reconciler::run);
    every(settings.writer().reconcile(), Duration.ZERO, turning::run);
    every(settings.keys().interval(), Duration.ZERO, copies::run);
    every(settings.retention().interval(), settings.retention().interval(), retention::run);
  }

  private void every(Duration interval, Duration after, Runnable work) {
    var unused =
        ticking.scheduleWithFixedDelay(
            () -> guarded(work), after.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A scheduled task that throws once would never run again. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "failed unforeseen: {0}", WithoutContent.describe(e));
    }
  }

  void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
    ticking.shutdownNow();
    sequencer.close();
    writer.join(Duration.ofSeconds(3));
  }
}

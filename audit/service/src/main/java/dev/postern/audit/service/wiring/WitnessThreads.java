package dev.postern.audit.service.wiring;

import dev.postern.audit.service.witness.Remembering;
import dev.postern.audit.service.witness.Witnesses;
import dev.postern.runtime.problem.WithoutContent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A thread for each place that remembers checkpoints: one that hangs holds up no other. */
@ApplicationScoped
public class WitnessThreads {
  private static final System.Logger LOGGER = System.getLogger(WitnessThreads.class.getName());

  private final Witnesses witnesses;
  private final ScheduledExecutorService threads;

  /** Not yet running. */
  @Inject
  public WitnessThreads(Witnesses witnesses) {
    this.witnesses = witnesses;
    this.threads =
        Executors.newScheduledThreadPool(
            Math.max(1, witnesses.rememberings().size()),
            Thread.ofPlatform().daemon().name("witness-", 0).factory());
  }

  void start(@Observes StartupEvent started, AuditSettings settings, MeterRegistry registry) {
    long interval = settings.checkpoint().interval().toMillis();
    for (var remembering : witnesses.rememberings()) {
      Gauge.builder(
              "postern.audit.witness.behind",
              remembering,
              known -> known.behind().toMillis() / 1000.0)
          .tag("witness", remembering.name())
          .baseUnit("seconds")
          .description("How long there has been a checkpoint that the witness has not cosigned")
          .register(registry);
      var unused =
          threads.scheduleWithFixedDelay(
              () -> guarded(remembering), 0, interval, TimeUnit.MILLISECONDS);
    }
  }

  /** A scheduled task that throws once would never run again. */
  private static void guarded(Remembering remembering) {
    try {
      remembering.tick();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "failed unforeseen: {0}", WithoutContent.describe(e));
    }
  }

  void stop(@Observes ShutdownEvent stopped) {
    threads.shutdownNow();
  }
}

package dev.postern.audit.service.wiring;

import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.sequencer.TimestampStore;
import dev.postern.audit.service.sequencer.Timestamps;
import dev.postern.audit.service.timestamp.RemoteAuthority;
import dev.postern.runtime.problem.WithoutContent;
import dev.postern.runtime.tls.Pem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A thread for the time stamps of checkpoints, where an authority is configured. */
@ApplicationScoped
public class TimestampThread {
  private static final System.Logger LOGGER = System.getLogger(TimestampThread.class.getName());

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("timestamps").factory());

  void start(
      @Observes StartupEvent started,
      AuditSettings settings,
      TimestampStore store,
      Checkpoints checkpoints,
      Sequencer sequencer,
      MeterRegistry registry,
      Clock clock) {
    var wanted = settings.timestamp();
    if (wanted.url().isEmpty()) {
      return;
    }
    var stamps =
        new Timestamps(authority(wanted), store, checkpoints::latest, clock, wanted.interval());
    Gauge.builder("postern.audit.timestamp.failing", stamps, known -> known.failing() ? 1 : 0)
        .description("Whether the last try to have a checkpoint time-stamped failed")
        .register(registry);
    var unused =
        thread.scheduleWithFixedDelay(
            () -> guarded(stamps, sequencer), 0, wanted.retry().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static RemoteAuthority authority(AuditSettings.Timestamp wanted) {
    var file =
        wanted
            .certificate()
            .orElseThrow(() -> new IllegalStateException("audit.timestamp.certificate is not set"));
    try {
      var http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(2))
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      return new RemoteAuthority(
          wanted.url().orElseThrow(), Pem.certificates(file).getFirst(), http, wanted.timeout());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("audit.timestamp.certificate cannot be read", e);
    }
  }

  /** A scheduled task that throws once would never run again. */
  private static void guarded(Timestamps stamps, Sequencer sequencer) {
    try {
      if (sequencer.state() == Sequencer.State.LEADING) {
        stamps.tick();
      }
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "failed unforeseen: {0}", WithoutContent.describe(e));
    }
  }

  void stop(@Observes ShutdownEvent stopped) {
    thread.shutdownNow();
  }
}

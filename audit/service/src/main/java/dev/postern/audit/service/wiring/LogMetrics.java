package dev.postern.audit.service.wiring;

import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Sequencer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What to watch: entries written, entries waiting, age of the oldest unsigned one, who leads. */
@ApplicationScoped
public class LogMetrics {
  void register(
      @Observes StartupEvent started,
      MeterRegistry registry,
      Sequencer sequencer,
      Checkpoints checkpoints) {
    FunctionCounter.builder("postern.audit.appended", sequencer, Sequencer::appended)
        .description("Entries committed by this instance since it started")
        .register(registry);
    Gauge.builder("postern.audit.waiting", sequencer, Sequencer::waiting)
        .description("Entries that wait for their commit")
        .register(registry);
    Gauge.builder(
            "postern.audit.unsigned.age",
            checkpoints,
            known -> known.unsignedAge().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How long the oldest unsigned entry has waited")
        .register(registry);
    Gauge.builder(
            "postern.audit.leading",
            sequencer,
            known -> known.state() == Sequencer.State.LEADING ? 1 : 0)
        .description("Whether this instance writes the log")
        .register(registry);
  }
}

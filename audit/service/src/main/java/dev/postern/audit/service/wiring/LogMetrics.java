package dev.postern.audit.service.wiring;

import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.shredding.KeyCopies;
import dev.postern.audit.service.usage.UsageReconciliation;
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
      Checkpoints checkpoints,
      KeyCopies copies,
      UsageReconciliation usage) {
    usage(registry, usage);
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
    Gauge.builder("postern.audit.keys.behind", copies, known -> known.behind().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How long keys of subjects have waited for their copy")
        .register(registry);
    Gauge.builder(
            "postern.audit.leading",
            sequencer,
            known -> known.state() == Sequencer.State.LEADING ? 1 : 0)
        .description("Whether this instance writes the log")
        .register(registry);
  }

  private static void usage(MeterRegistry registry, UsageReconciliation usage) {
    FunctionCounter.builder(
            "postern.audit.usage.calls.without.intent",
            usage,
            UsageReconciliation::callsWithoutIntent)
        .description("Calls that a provider counts and no entry announced; each is an incident")
        .register(registry);
    FunctionCounter.builder(
            "postern.audit.usage.intents.without.call",
            usage,
            UsageReconciliation::intentsWithoutCall)
        .description("Calls that the log says were made and their provider does not know")
        .register(registry);
    FunctionCounter.builder("postern.audit.usage.compared", usage, UsageReconciliation::compared)
        .description("Periods whose usage was compared with the log")
        .register(registry);
    FunctionCounter.builder("postern.audit.usage.not.given", usage, UsageReconciliation::notGiven)
        .description("Periods for which a provider gave no report")
        .register(registry);
  }
}

package dev.postern.audit.service.wiring;

import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Sequencer;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while this instance writes the log. */
@Readiness
public class LogHealth implements HealthCheck {
  private final Sequencer sequencer;
  private final Checkpoints checkpoints;

  /** Over the log's parts. */
  @Inject
  public LogHealth(Sequencer sequencer, Checkpoints checkpoints) {
    this.sequencer = sequencer;
    this.checkpoints = checkpoints;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("log")
        .status(sequencer.state() == Sequencer.State.LEADING)
        .withData("state", sequencer.state().name())
        .withData("refusal", sequencer.refusal())
        .withData("unwitnessed", sequencer.unwitnessed())
        .withData("waiting", sequencer.waiting())
        .withData("unsigned_seconds", checkpoints.unsignedAge().toSeconds())
        .build();
  }
}

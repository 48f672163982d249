package dev.postern.cli;

import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Revision;
import java.time.Duration;

/** Tells how OPA takes what was published. */
final class Spreading {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final Opa opa;

  Spreading(Terminal terminal, Opa opa) {
    this.terminal = terminal;
    this.opa = opa;
  }

  /** Waits until this revision is in force, where OPA runs. */
  int of(Revision revision) {
    terminal.print(revision.toString());
    if (!opa.part().running()) {
      terminal.say("published; OPA is not running here and takes it when it starts.");
      return ExitCode.DONE;
    }
    Opa.Taken taken = opa.awaitTaken(revision, PATIENCE);
    if (taken.inForce()) {
      terminal.say(terminal.green("in force") + " after " + taken.waited().toMillis() + " ms");
      return ExitCode.DONE;
    }
    terminal.complain("OPA has not taken it: " + taken.message());
    return ExitCode.FAILED;
  }
}

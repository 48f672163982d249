package dev.postern.toolbox.process;

import java.time.Duration;

/** What a part needs to know of the server it runs. */
public interface Server {
  /** How to start it now; may prepare files and choose ports. Asked once per start. */
  Launch launch();

  /** Whether it does its work now. Answers within two seconds and never throws. */
  boolean answers();

  /** The signal that ends it in good order, by name without SIG. */
  default String stopSignal() {
    return "TERM";
  }

  /** How long it may take from the signal until it ended. */
  default Duration stopLimit() {
    return Duration.ofSeconds(20);
  }

  /** How long it may take from start until it answers. */
  default Duration startLimit() {
    return Duration.ofSeconds(60);
  }
}

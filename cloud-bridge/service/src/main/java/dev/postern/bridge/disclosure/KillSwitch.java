package dev.postern.bridge.disclosure;

/** Stops all egress, or a tenant's, a provider's, a person's; in doubt it is on. */
public interface KillSwitch {

  /**
   * Passes only when egress is known to be allowed right now.
   *
   * @throws Refusal EGRESS_STOPPED
   */
  void demandOff(Asker asker, Route route) throws Refusal;

  /** Calls back once when egress stops while the watch is open; looks each second. */
  Watch watch(Asker asker, Route route, Runnable whenStopped);

  /** An open watch. */
  interface Watch extends AutoCloseable {

    @Override
    void close();
  }
}

package dev.postern.bridge.disclosure;

import java.util.List;

/** Records every bundle that policy engines take, also a candidate: what, and who signed it. */
public final class RecordActivations {
  private final List<BundlesInForce> engines;
  private final Activations activations;
  private final DisclosureLog log;

  /**
   * @param engines the one that decides, and one that is asked beside it where there is one
   */
  public RecordActivations(
      List<BundlesInForce> engines, Activations activations, DisclosureLog log) {
    this.engines = List.copyOf(engines);
    this.activations = activations;
    this.log = log;
  }

  /**
   * Looks once.
   *
   * @throws Refusal what kept an activation from being recorded
   */
  public void look() throws Refusal {
    for (BundlesInForce engine : engines) {
      for (BundleInForce bundle : engine.now()) {
        activations.once(bundle, before -> log.activated(bundle, before));
      }
    }
  }
}

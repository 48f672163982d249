package dev.postern.bridge.disclosure;

/** Records every bundle that takes effect, policy and kill switch: what, and who signed it. */
public final class RecordActivations {
  private final BundlesInForce bundles;
  private final Activations activations;
  private final DisclosureLog log;

  public RecordActivations(BundlesInForce bundles, Activations activations, DisclosureLog log) {
    this.bundles = bundles;
    this.activations = activations;
    this.log = log;
  }

  /**
   * Looks once.
   *
   * @throws Refusal what kept an activation from being recorded
   */
  public void look() throws Refusal {
    for (BundleInForce bundle : bundles.now()) {
      activations.once(bundle, before -> log.activated(bundle, before));
    }
  }
}

package dev.postern.bridge.disclosure;

import java.util.List;

/** Which signed bundles a policy engine runs right now, as it says itself. */
public interface BundlesInForce {

  /** All that are in force; empty when nobody can say. */
  List<BundleInForce> now();
}

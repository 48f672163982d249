package dev.postern.bridge.disclosure;

import java.util.List;

/** Which signed bundles decide right now, as the policy engine itself says. */
public interface BundlesInForce {

  /** All that are in force; empty when nobody can say. */
  List<BundleInForce> now();
}

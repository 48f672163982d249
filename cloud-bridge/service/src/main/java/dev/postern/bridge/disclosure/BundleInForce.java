package dev.postern.bridge.disclosure;

/**
 * A signed bundle that decides right now.
 *
 * @param bundle policy or killswitch
 * @param revision {@code <serial>.<valid_until>.<digest>}
 * @param serial of the revision
 * @param signedBy who signed it, and the fingerprint of the key
 * @param state what the kill switch stops, as a code; empty for other bundles
 */
public record BundleInForce(
    String bundle, String revision, long serial, String signedBy, String state) {

  public BundleInForce {
    if (bundle.isBlank() || revision.isBlank() || signedBy.isBlank()) {
      throw new IllegalArgumentException("a bundle in force has a name, a revision and a signer");
    }
  }

  /** Whether it is the kill switch. */
  public boolean isKillSwitch() {
    return bundle.equals("killswitch");
  }
}

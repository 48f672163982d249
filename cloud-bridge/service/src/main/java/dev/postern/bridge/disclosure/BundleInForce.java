package dev.postern.bridge.disclosure;

/**
 * A signed bundle that decides right now, or that is asked beside the one that does.
 *
 * @param bundle policy, killswitch or candidate
 * @param revision {@code <serial>.<valid_until>.<digest>}
 * @param serial of the revision
 * @param signedBy who signed it, and the fingerprint of the key
 * @param state what the kill switch stops, as a code; empty for other bundles
 */
public record BundleInForce(
    String bundle, String revision, long serial, String signedBy, String state) {

  /** The name of a policy that is asked beside the one in force. */
  public static final String CANDIDATE = "candidate";

  public BundleInForce {
    if (bundle.isBlank() || revision.isBlank() || signedBy.isBlank()) {
      throw new IllegalArgumentException("a bundle in force has a name, a revision and a signer");
    }
  }

  /** Whether it is the kill switch. */
  public boolean isKillSwitch() {
    return bundle.equals("killswitch");
  }

  /**
   * Whether this one took the place of another. What decides can't be rolled back by an older
   * serial; a candidate decides nothing and may be of any age.
   */
  public boolean replaces(BundleInForce before) {
    return bundle.equals(CANDIDATE) ? !revision.equals(before.revision) : serial > before.serial;
  }
}

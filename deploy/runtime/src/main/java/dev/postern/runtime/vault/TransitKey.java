package dev.postern.runtime.vault;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The public side of a transit key.
 *
 * @param type as Vault names it, {@code ed25519} for instance
 * @param publicKeys by version: base64 of the raw key for ed25519, PEM for others
 */
public record TransitKey(String type, SortedMap<Integer, String> publicKeys) {

  public TransitKey {
    publicKeys = new TreeMap<>(Map.copyOf(publicKeys));
    if (publicKeys.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one version");
    }
  }

  /** The version that signs now. */
  public int latestVersion() {
    return publicKeys.lastKey();
  }

  /** The public key that verifies what is signed now. */
  public String latestPublicKey() {
    return publicKeys.lastEntry().getValue();
  }
}

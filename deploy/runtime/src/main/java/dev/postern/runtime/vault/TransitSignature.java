package dev.postern.runtime.vault;

/**
 * A signature made inside Vault.
 *
 * @param keyVersion which version of the key made it, from 1
 * @param bytes the raw signature (64 for ed25519), not Vault's text form
 */
@SuppressWarnings("ArrayRecordComponent") // created once and handed on; compared by nobody
public record TransitSignature(int keyVersion, byte[] bytes) {

  static TransitSignature parse(String text) {
    VersionedText versioned = VersionedText.parse(text);
    return new TransitSignature(versioned.version(), versioned.bytes());
  }
}

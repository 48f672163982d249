package dev.postern.runtime.vault;

import java.util.Base64;

/**
 * Transit's text form {@code vault:v<version>:<base64>}, the same on HashiCorp Vault and OpenBao.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record VersionedText(int version, byte[] bytes) {

  static VersionedText parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length != 3 || !parts[1].matches("v[1-9][0-9]{0,8}")) {
      throw new VaultRejected("transit answered with a text that is not of its form");
    }
    try {
      return new VersionedText(
          Integer.parseInt(parts[1].substring(1)), Base64.getDecoder().decode(parts[2]));
    } catch (IllegalArgumentException e) {
      throw new VaultRejected("transit answered with a text that is not base64");
    }
  }
}

package dev.postern.runtime.vault;

import java.time.Instant;
import java.util.List;

/**
 * A certificate fresh from Vault's PKI, with its private key.
 *
 * @param chain PEM, own certificate first
 * @param privateKey PEM, PKCS #8
 * @param authorities PEM of the issuing authorities, to be trusted in turn
 */
public record IssuedCertificate(
    List<String> chain, String privateKey, List<String> authorities, Instant notAfter) {

  public IssuedCertificate {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    if (chain.isEmpty() || authorities.isEmpty()) {
      throw new IllegalArgumentException("a certificate comes with its chain and its authority");
    }
  }

  @Override
  public String toString() {
    return "IssuedCertificate[notAfter=" + notAfter + "]";
  }
}

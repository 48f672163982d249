package dev.postern.runtime.vault;

import java.util.List;

/** What a certificate is asked for: PKI role, common name and alternative names. */
public record CertificateRequest(
    String role, String commonName, List<String> dnsNames, List<String> addresses) {

  public CertificateRequest {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }
}

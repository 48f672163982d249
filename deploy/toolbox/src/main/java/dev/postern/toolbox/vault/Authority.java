package dev.postern.toolbox.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.tls.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vault's PKI: the root that everything trusts, and one role per caller whose common name says who
 * calls.
 */
final class Authority {
  /** Life of what nobody renews while it is used: longer than a demo stays up. */
  static final long UNATTENDED_HOURS = 720;

  private final VaultClient vault;
  private final Layout layout;

  Authority(VaultClient vault, Layout layout) {
    this.vault = vault;
    this.layout = layout;
  }

  void ensure() {
    vault.post("sys/mounts/pki/tune", Map.of("max_lease_ttl", "87600h"));
    if (vault.find("pki/issuers?list=true").isEmpty()) {
      vault.post(
          "pki/root/generate/internal",
          Map.of(
              "common_name",
              "Postern embedded root",
              "ttl",
              "87600h",
              "key_type",
              "ec",
              "key_bits",
              256));
    }
    String root = vault.get("pki/cert/ca").path("data").path("certificate").asText().strip() + "\n";
    Path file = layout.caFile();
    if (!Files.exists(file) || !PrivateFile.read(file).equals(root)) {
      PrivateFile.write(file, root);
    }
    for (String service : List.of("audit", "indexer", "bridge")) {
      role(service, "24h", "72h", List.of());
    }
    String unattended = UNATTENDED_HOURS + "h";
    for (String other : List.of("opa", "simulator", "vault")) {
      role(other, unattended, unattended, List.of());
    }
    role("operator", unattended, unattended, List.of(Account.TENANT));
  }

  private void role(String name, String ttl, String longest, List<String> organisation) {
    Map<String, Object> role = new LinkedHashMap<>();
    role.put("allowed_domains", List.of(commonName(name), "localhost"));
    role.put("allow_bare_domains", true);
    role.put("allow_subdomains", false);
    role.put("allow_ip_sans", true);
    role.put("server_flag", true);
    role.put("client_flag", true);
    role.put("key_type", "ec");
    role.put("key_bits", 256);
    role.put("organization", organisation);
    role.put("ttl", ttl);
    role.put("max_ttl", longest);
    vault.post("pki/roles/" + name, role);
  }

  static String commonName(String name) {
    return name + ".postern.internal";
  }

  /**
   * Makes sure that {@code tls/<name>/} holds a certificate of this root that lasts; true when it
   * is a new one.
   */
  boolean issue(String name) {
    Path folder = layout.tls(name);
    if (lasts(folder.resolve("tls.crt"))) {
      return false;
    }
    JsonNode issued =
        vault
            .post(
                "pki/issue/" + name,
                Map.of(
                    "common_name",
                    commonName(name),
                    "alt_names",
                    "localhost",
                    "ip_sans",
                    "127.0.0.1",
                    "private_key_format",
                    "pkcs8"))
            .path("data");
    PrivateFile.write(
        folder.resolve("tls.key"), issued.path("private_key").asText().strip() + "\n");
    PrivateFile.write(
        folder.resolve("tls.crt"), issued.path("certificate").asText().strip() + "\n");
    PrivateFile.write(folder.resolve("ca.crt"), PrivateFile.read(layout.caFile()));
    return true;
  }

  private boolean lasts(Path certificate) {
    if (!Files.exists(certificate)) {
      return false;
    }
    var own = Pem.certificates(certificate).getFirst();
    var root = Pem.certificates(layout.caFile()).getFirst();
    Instant start = own.getNotBefore().toInstant();
    Duration life = Duration.between(start, own.getNotAfter().toInstant());
    return own.getIssuerX500Principal().equals(root.getSubjectX500Principal())
        && Instant.now().isBefore(start.plus(life.multipliedBy(2).dividedBy(3)));
  }
}

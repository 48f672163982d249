package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How OPA is run: only signed bundles, TLS with client certificates, paths by {@code system.authz},
 * decision ids without a decision log.
 *
 * @param folder where the bundles' key, the configuration and the persisted copy are
 * @param bundleServer where OPA polls
 * @param tls folder with OPA's {@code tls.crt} and {@code tls.key}
 * @param caFile what OPA trusts
 * @param file where the configuration is written
 * @param staged where OPA's own bundle is written
 * @param bundles what OPA loads, by name
 */
record OpaConfig(
    PolicyFolder folder,
    URI bundleServer,
    Path tls,
    Path caFile,
    Path file,
    Path staged,
    Map<String, Object> bundles) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_ID = "policy";
  private static final Instant NO_END = Instant.parse("2100-01-01T00:00:00Z");

  /** Of the OPA that decides. */
  static OpaConfig deciding(PolicyFolder folder, URI bundleServer, Path tls, Path caFile) {
    Map<String, Object> bundles =
        Map.of(
            Bundle.POLICY.id(), bundle(Bundle.POLICY, Bundle.POLICY.file(), true, 2),
            // Not persisted: a switch that can't be heard of must count as thrown.
            Bundle.KILLSWITCH.id(), bundle(Bundle.KILLSWITCH, Bundle.KILLSWITCH.file(), false, 1));
    return new OpaConfig(
        folder, bundleServer, tls, caFile, folder.opaConfig(), folder.system(), bundles);
  }

  /** Of the OPA that runs a candidate: the same policy to it, from another archive. */
  static OpaConfig ofCandidate(PolicyFolder folder, URI bundleServer, Path tls, Path caFile) {
    Map<String, Object> bundles =
        Map.of(Bundle.POLICY.id(), bundle(Bundle.POLICY, Bundle.CANDIDATE, false, 2));
    Path staged = folder.systemOfCandidate();
    Path file = folder.opaConfigOfCandidate();
    return new OpaConfig(folder, bundleServer, tls, caFile, file, staged, bundles);
  }

  /** Collecting after every few decisions, as a small heap has it, is the tail of all of them. */
  static final Map<String, String> ENVIRONMENT = Map.of("GOGC", "800", "GOMEMLIMIT", "256MiB");

  /** Writes the configuration and gives its path. JSON is YAML, which OPA reads. */
  Path write() {
    try {
      PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content()));
      return file;
    } catch (JsonProcessingException e) {
      throw new ToolboxException("cannot write " + file, e);
    }
  }

  /**
   * The command line that runs OPA on loopback.
   *
   * @param policies the folder with {@code system/}, which no bundle can change
   */
  List<String> command(Path opa, Path policies, int port) {
    return List.of(
        opa.toString(),
        "run",
        "--server",
        "--addr=127.0.0.1:" + port,
        "--config-file",
        file.toString(),
        "--authentication=tls",
        "--authorization=basic",
        "--min-tls-version=1.3",
        "--tls-cert-file=" + tls.resolve("tls.crt"),
        "--tls-private-key-file=" + tls.resolve("tls.key"),
        "--tls-ca-cert-file=" + caFile,
        "--tls-cert-refresh-period=10s",
        "--log-level=error",
        "--skip-version-check",
        // A bundle of its own: only so does OPA refuse another bundle that brings these paths.
        "--bundle",
        system(policies));
  }

  /** Relative to the working folder: its name appears in the provenance of every answer. */
  private String system(Path policies) {
    Path source = policies.resolve("system");
    try {
      Cache.delete(staged);
      SourceTree.copy(source, staged);
      Revision revision = new Revision(1, NO_END, SourceTree.digest(source));
      Files.writeString(
          staged.resolve(".manifest"),
          JSON.writeValueAsString(
              Map.of(
                  "roots", List.of("system"), "revision", revision.toString(), "rego_version", 1)));
      return folder.root().getFileName() + "/" + staged.getFileName();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + staged, e);
    }
  }

  private Map<String, Object> content() {
    return Map.of(
        "services", Map.of("bundles", service()),
        "keys",
            Map.of(
                KEY_ID,
                Map.of("algorithm", SigningKey.ALGORITHM, "key", folder.signingKey().publicPem())),
        "bundles", bundles,
        "persistence_directory", folder.persisted().toString(),
        "decision_logs", Map.of("console", true),
        "status", Map.of("prometheus", true));
  }

  private Map<String, Object> service() {
    return Map.of(
        "url", bundleServer.toString(),
        "response_header_timeout_seconds", 5,
        "tls", Map.of("ca_cert", caFile.toString()),
        "credentials",
            Map.of(
                "client_tls",
                Map.of(
                    "cert", tls.resolve("tls.crt").toString(),
                    "private_key", tls.resolve("tls.key").toString())));
  }

  private static Map<String, Object> bundle(
      Bundle bundle, String archive, boolean persist, int seconds) {
    return Map.of(
        "service",
        "bundles",
        "resource",
        archive,
        "persist",
        persist,
        "signing",
        Map.of("keyid", KEY_ID, "scope", bundle.id()),
        "polling",
        Map.of("min_delay_seconds", seconds, "max_delay_seconds", seconds));
  }
}

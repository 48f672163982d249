package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds and signs bundles with OPA, and says of one whether it may be published. */
record BundleBuilder(Path opa) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A signed archive of the source, which also says who signed it. */
  void build(Bundle bundle, SourceTree source, Revision revision, Signer signer, Path output)
      throws IOException {
    Path claims = Files.createTempFile("postern-claims", ".json");
    try {
      Files.writeString(claims, JSON.writeValueAsString(Map.of("scope", bundle.id())));
      source.write("postern/publication/" + bundle.id() + "/data.json", signer.publication());
      run(
          "OPA cannot build " + bundle.id(),
          "build",
          "--bundle",
          source.root().toString(),
          "--ignore",
          SourceTree.TESTS,
          "--revision",
          revision.toString(),
          "--signing-key",
          signer.key().privateFile().toString(),
          "--signing-alg",
          SigningKey.ALGORITHM,
          "--claims-file",
          claims.toString(),
          "--output",
          output.toString());
    } finally {
      Files.delete(claims);
    }
  }

  /**
   * The revision of an archive that may be published: signed by this key for this bundle, of its
   * roots only, not yet over.
   *
   * @throws ToolboxException saying what is wrong with it
   */
  Revision verified(Bundle bundle, Path archive, SigningKey key, Instant now) throws IOException {
    if (!Files.isRegularFile(archive)) {
      throw new ToolboxException("there is no bundle " + archive);
    }
    Path thrownAway = Files.createTempFile("postern-verified", ".tar.gz");
    try {
      return verified(bundle, archive, key, now, thrownAway);
    } finally {
      Files.delete(thrownAway);
    }
  }

  /**
   * Likewise.
   *
   * @param output what was verified, without its signature
   */
  Revision verified(Bundle bundle, Path archive, SigningKey key, Instant now, Path output) {
    if (!Files.isRegularFile(archive)) {
      throw new ToolboxException("there is no bundle " + archive);
    }
    run(
        "the bundle is not signed as OPA demands",
        "build",
        "--bundle",
        archive.toString(),
        "--verification-key",
        key.publicFile().toString(),
        "--signing-alg",
        SigningKey.ALGORITHM,
        "--scope",
        bundle.id(),
        "--output",
        output.toString());
    JsonNode manifest = manifest(archive);
    for (JsonNode root : manifest.path("roots")) {
      if (!bundle.mayHold(root.asText())) {
        throw new ToolboxException("the bundle reaches out of its roots: " + root.asText());
      }
    }
    Revision revision = revision(manifest);
    if (!revision.validUntil().isAfter(now)) {
      throw new ToolboxException("the bundle ended at " + revision.validUntil());
    }
    return revision;
  }

  private static Revision revision(JsonNode manifest) {
    try {
      return Revision.parse(manifest.path("revision").asText());
    } catch (IllegalArgumentException e) {
      throw new ToolboxException("the bundle has no revision of ours", e);
    }
  }

  private JsonNode manifest(Path archive) {
    String inspected =
        run("OPA cannot read the bundle", "inspect", "--format", "json", archive.toString());
    try {
      return JSON.readTree(inspected).path("manifest");
    } catch (JsonProcessingException e) {
      throw new ToolboxException("OPA cannot read the bundle", e);
    }
  }

  private String run(String failure, String... arguments) {
    List<String> command = new ArrayList<>(List.of(opa.toString()));
    command.addAll(List.of(arguments));
    Command.Result result = Command.run(command);
    if (!result.ok()) {
      throw new ToolboxException(failure + ": " + result.output());
    }
    return result.output();
  }
}

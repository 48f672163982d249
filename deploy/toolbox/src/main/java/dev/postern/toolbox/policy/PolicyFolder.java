package dev.postern.toolbox.policy;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What publishing leaves behind, under {@code .postern/policy}: key pair, signed bundles, the last
 * revision of each, and OPA's configuration and persisted copy.
 */
record PolicyFolder(Path root) {
  static PolicyFolder of(Layout layout) {
    return new PolicyFolder(layout.home().resolve("policy"));
  }

  SigningKey signingKey() {
    return SigningKey.in(root);
  }

  /** What the bundle server serves. */
  Path bundles() {
    return root.resolve("bundles");
  }

  Path archive(Bundle bundle) {
    return bundles().resolve(bundle.file());
  }

  /** What this installation's tables say otherwise. */
  Path tables() {
    return root.resolve("tables.json");
  }

  Path persisted() {
    return root.resolve("persisted");
  }

  Path opaConfig() {
    return root.resolve("opa.json");
  }

  Optional<Revision> lastRevision(Bundle bundle) {
    Path file = revisionFile(bundle);
    return Files.exists(file)
        ? Optional.of(Revision.parse(PrivateFile.read(file).strip()))
        : Optional.empty();
  }

  void remember(Bundle bundle, Revision revision) {
    PrivateFile.write(revisionFile(bundle), revision + "\n");
  }

  private Path revisionFile(Bundle bundle) {
    return root.resolve(bundle.id() + ".revision");
  }
}

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

  /** OPA's own bundle, which no other can change. */
  Path system() {
    return root.resolve("system");
  }

  /** The same of the OPA that runs the candidate. */
  Path systemOfCandidate() {
    return root.resolve("system-shadow");
  }

  /** The candidate as the bundle server serves it; there while one is wanted. */
  Path candidate() {
    return bundles().resolve(Bundle.CANDIDATE);
  }

  Path opaConfigOfCandidate() {
    return root.resolve("opa-shadow.json");
  }

  /** Every bundle that was published, under its serial. */
  Path published(Bundle bundle, long serial) {
    return root.resolve("published").resolve(bundle.id() + "-" + serial + ".tar.gz");
  }

  /** The bundle as its persons signed it, beside the one that was made of it. */
  Path approved(long serial) {
    return root.resolve("published")
        .resolve(Bundle.POLICY.id() + "-" + serial + ".approved.tar.gz");
  }

  /** Who may sign for a person. */
  Approvals approvals() {
    return new Approvals(root.resolve("signers"));
  }

  /** There while what was published is not what the checkout holds, by somebody's wish. */
  Path keep() {
    return root.resolve("keep-published");
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

  /** The next serial, written down before it is used: one may be skipped, none is used twice. */
  long nextSerial(Bundle bundle) {
    Path file = root.resolve(bundle.id() + ".serial");
    long used =
        Files.exists(file)
            ? Long.parseLong(PrivateFile.read(file).strip())
            : lastRevision(bundle).map(Revision::serial).orElse(0L);
    PrivateFile.write(file, (used + 1) + "\n");
    return used + 1;
  }

  void remember(Bundle bundle, Revision revision) {
    PrivateFile.write(revisionFile(bundle), revision + "\n");
  }

  private Path revisionFile(Bundle bundle) {
    return root.resolve(bundle.id() + ".revision");
  }
}

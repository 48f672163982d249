package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds and signs bundles from {@code policies/} and puts them where the bundle server serves
 * them. Every bundle that was published is kept under its serial.
 */
public final class BundlePublisher {
  /** How long a published bundle may decide. */
  public static final Duration VALIDITY = Duration.ofDays(90);

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BundleBuilder builder;
  private final Path policies;
  private final PolicyFolder folder;
  private final Clock clock;

  /**
   * @param opa the OPA program
   * @param layout the checkout with {@code policies/}, and the folder to publish in
   */
  public BundlePublisher(Path opa, Layout layout, Clock clock) {
    this.builder = new BundleBuilder(opa);
    this.policies = layout.checkout().resolve("policies");
    this.folder = PolicyFolder.of(layout);
    this.clock = clock;
  }

  /**
   * Publishes what is not published yet: both bundles at first, later only one whose content
   * changed or whose end is near. A switch that was thrown stays thrown.
   */
  public void publishWhatChanged() {
    try (SourceTree policy = policySource();
        SourceTree killSwitch = killSwitchSource(killSwitch())) {
      publishIfStale(Bundle.POLICY, policy);
      publishIfStale(Bundle.KILLSWITCH, killSwitch);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the bundles", e);
    }
  }

  /**
   * @throws ToolboxException when no one person can be named so
   */
  public static void demandSigner(String name) {
    Signer.demandName(name);
  }

  /** Whether two persons have to sign a policy before it is published. */
  public boolean wantsApproval() {
    return folder.approvals().needed();
  }

  /**
   * Signs a policy that was built, as one of the persons who may.
   *
   * @param key the person's private key, PKCS #8 in PEM
   * @throws ToolboxException when the bundle may not be published, or the key is not that person's
   */
  public void approve(Path archive, String name, Path key) {
    candidate(archive).close();
    folder.approvals().add(archive, name, key);
  }

  /**
   * Publishes the policy of the checkout with this installation's tables, under a new serial.
   *
   * @throws ToolboxException when two persons have to sign it first
   */
  public Revision publishPolicy() {
    if (wantsApproval()) {
      throw new ToolboxException(
          "two persons have to sign the policy: build it, approve the file, publish the file");
    }
    try (SourceTree source = policySource()) {
      Revision revision = publish(Bundle.POLICY, source, defaultSigner());
      Files.deleteIfExists(folder.keep());
      return revision;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the policy", e);
    }
  }

  /**
   * Builds the policy of the checkout under the next serial, without publishing it.
   *
   * @param signer who the audit log shall say signed it
   */
  public Revision build(String signer, Path output) {
    demandSigner(signer);
    try (SourceTree source = policySource()) {
      return build(Bundle.POLICY, source, new Signer(signer, folder.signingKey()), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot build the policy", e);
    }
  }

  /**
   * Publishes a policy that was built before, here or elsewhere. It stays in force until another is
   * published, whatever the checkout holds.
   *
   * @throws ToolboxException when it is unsigned, signed by another key or for another bundle, out
   *     of its roots, over, of a serial that is not higher than the one in force, or not signed by
   *     as many persons as this installation wants
   */
  public Revision publish(Path archive) {
    try {
      Revision revision =
          builder.verified(Bundle.POLICY, archive, folder.signingKey(), clock.instant());
      long inForce = folder.lastRevision(Bundle.POLICY).map(Revision::serial).orElse(0L);
      if (revision.serial() <= inForce) {
        throw new ToolboxException(
            "the bundle has serial " + revision.serial() + ", in force is " + inForce);
      }
      Path copy = folder.root().resolve(Bundle.POLICY.id() + ".next.tar.gz");
      Files.createDirectories(folder.bundles());
      if (wantsApproval()) {
        approved(archive, revision, copy);
      } else {
        Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      place(Bundle.POLICY, revision, copy);
      Files.writeString(folder.keep(), revision + "\n");
      return revision;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish " + archive, e);
    }
  }

  /**
   * Keeps a bundle with what its persons signed, and makes the one that OPA takes of it: the same
   * content, which says who they were.
   */
  private void approved(Path archive, Revision revision, Path output) throws IOException {
    Path kept = keepApproved(archive, revision.serial());
    Signer persons = together(folder.approvals().demand(kept));
    try (SourceTree source = SourceTree.unpacked(kept)) {
      builder.build(Bundle.POLICY, source, revision, persons, output);
    }
  }

  private Path keepApproved(Path archive, long serial) throws IOException {
    Path kept = folder.approved(serial);
    Files.createDirectories(kept.getParent());
    Files.copy(archive, kept, StandardCopyOption.REPLACE_EXISTING);
    if (Files.exists(Approvals.file(archive))) {
      Files.copy(
          Approvals.file(archive), Approvals.file(kept), StandardCopyOption.REPLACE_EXISTING);
    }
    return kept;
  }

  private Signer together(List<String> persons) {
    return new Signer(String.join("+", persons), folder.signingKey());
  }

  /**
   * A policy that was built, to try it before it is published.
   *
   * @throws ToolboxException when it may not be published, whatever its serial
   */
  public Candidate candidate(Path archive) {
    try {
      Path verified = Files.createTempFile("postern-candidate", ".tar.gz");
      Instant now = clock.instant();
      try {
        return new Candidate(
            builder.opa(),
            verified,
            builder.verified(Bundle.POLICY, archive, folder.signingKey(), now, verified));
      } catch (ToolboxException refused) {
        Files.delete(verified);
        throw refused;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + archive, e);
    }
  }

  /**
   * Publishes the content of an earlier policy again, under a new serial. Where two persons have to
   * sign, it is one that two signed.
   */
  public Revision rollback(long serial) {
    Path earlier = folder.published(Bundle.POLICY, serial);
    if (!Files.exists(earlier)) {
      throw new ToolboxException("no policy was published here under serial " + serial);
    }
    try (SourceTree source = SourceTree.unpacked(earlier)) {
      Path signed = folder.approved(serial);
      Signer signer =
          wantsApproval() ? together(folder.approvals().demand(signed)) : defaultSigner();
      Revision revision = publish(Bundle.POLICY, source, signer);
      if (Files.exists(signed)) {
        keepApproved(signed, revision.serial());
      }
      Files.writeString(folder.keep(), revision + "\n");
      return revision;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot roll back to serial " + serial, e);
    }
  }

  /** Gives the shadow the policy of the checkout, with this installation's tables. */
  public Revision shadow() {
    Path built = folder.root().resolve("shadow.next.tar.gz");
    build("demo", built);
    return shadow(built);
  }

  /**
   * Gives the shadow a policy that was built before. It may be older than the one in force: it
   * decides nothing.
   *
   * @throws ToolboxException when it is unsigned, signed by another key or for another bundle, out
   *     of its roots, or over
   */
  public Revision shadow(Path archive) {
    try {
      Revision revision =
          builder.verified(Bundle.POLICY, archive, folder.signingKey(), clock.instant());
      Files.createDirectories(folder.bundles());
      Path copy = folder.root().resolve("shadow.served.tar.gz");
      Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          copy,
          folder.candidate(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return revision;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot shadow " + archive, e);
    }
  }

  /** Takes the candidate away; false when there was none. */
  public boolean stopShadow() {
    try {
      return Files.deleteIfExists(folder.candidate());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the candidate", e);
    }
  }

  /** The policy that was published last. */
  public Optional<Revision> policy() {
    return folder.lastRevision(Bundle.POLICY);
  }

  /**
   * What this installation's tables say otherwise than those of the checkout, from the next
   * publication on.
   *
   * @param patch a JSON merge patch (RFC 7396) of {@code postern/tables/data.json}
   */
  public void tables(JsonNode patch) {
    PrivateFile.write(folder.tables(), patch.toString());
  }

  /**
   * Throws or clears the kill switch. OPA hears of it within about a second. It is written down
   * first: a run that is killed in between leaves a switch that the next start publishes.
   */
  public Revision publish(KillSwitch killSwitch) {
    try (SourceTree source = killSwitchSource(killSwitch)) {
      PrivateFile.write(thrownSwitches(), JSON.writeValueAsString(killSwitch));
      return publish(Bundle.KILLSWITCH, source, defaultSigner());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the kill switch", e);
    }
  }

  /** What is stopped, as last published. */
  public KillSwitch killSwitch() {
    Path file = thrownSwitches();
    if (!Files.exists(file)) {
      return KillSwitch.OFF;
    }
    try {
      return JSON.readValue(file.toFile(), KillSwitch.class);
    } catch (IOException e) {
      throw new ToolboxException(file + " does not say what is stopped", e);
    }
  }

  private Path thrownSwitches() {
    return folder.root().resolve("killswitch.json");
  }

  private SourceTree policySource() throws IOException {
    SourceTree copy = SourceTree.copyOf(policies.resolve(Bundle.POLICY.id()));
    if (Files.exists(folder.tables())) {
      JsonNode patch = JSON.readTree(folder.tables().toFile());
      MergePatch.apply(copy.root().resolve(Bundle.POLICY.tables()), patch);
    }
    return copy;
  }

  private SourceTree killSwitchSource(KillSwitch killSwitch) throws IOException {
    SourceTree copy = SourceTree.copyOf(policies.resolve(Bundle.KILLSWITCH.id()));
    Files.write(
        copy.root().resolve(Bundle.KILLSWITCH.tables()),
        JSON.writeValueAsBytes(Map.of("switches", killSwitch)));
    return copy;
  }

  private void publishIfStale(Bundle bundle, SourceTree source) throws IOException {
    String digest = source.digest();
    Optional<Revision> current = folder.lastRevision(bundle).filter(this::lasts);
    if (bundle == Bundle.POLICY && wantsApproval() && Files.exists(folder.archive(bundle))) {
      return; // what persons did not sign is not published because it changed or nears its end
    }
    boolean kept = bundle == Bundle.POLICY && Files.exists(folder.keep());
    boolean same = kept || current.filter(last -> last.digest().equals(digest)).isPresent();
    if (kept && current.isEmpty() && folder.lastRevision(bundle).isPresent()) {
      rollback(folder.lastRevision(bundle).get().serial());
    } else if (current.isEmpty() || !same || !Files.exists(folder.archive(bundle))) {
      publish(bundle, source, defaultSigner());
    }
  }

  private boolean lasts(Revision revision) {
    return revision.validUntil().isAfter(clock.instant().plus(RENEW_BEFORE));
  }

  private Revision publish(Bundle bundle, SourceTree source, Signer signer) throws IOException {
    Path built = folder.root().resolve(bundle.id() + ".next.tar.gz");
    Revision revision = build(bundle, source, signer, built);
    place(bundle, revision, built);
    return revision;
  }

  private Revision build(Bundle bundle, SourceTree source, Signer signer, Path output)
      throws IOException {
    Files.createDirectories(folder.bundles());
    Instant validUntil = clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
    Revision revision = new Revision(folder.nextSerial(bundle), validUntil, source.digest());
    builder.build(bundle, source, revision, signer, output);
    return revision;
  }

  private void place(Bundle bundle, Revision revision, Path built) throws IOException {
    Path kept = folder.published(bundle, revision.serial());
    Files.createDirectories(kept.getParent());
    Files.copy(built, kept, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        built,
        folder.archive(bundle),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    folder.remember(bundle, revision);
  }

  private Signer defaultSigner() {
    return new Signer("demo", folder.signingKey());
  }
}

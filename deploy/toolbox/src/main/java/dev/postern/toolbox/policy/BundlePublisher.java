package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
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
 * them. The serial is written down before the archive is in place: a killed run may skip a serial,
 * never use one twice.
 */
public final class BundlePublisher {
  /** How long a published bundle may decide. */
  public static final Duration VALIDITY = Duration.ofDays(90);

  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path opa;
  private final Path policies;
  private final PolicyFolder folder;
  private final Clock clock;

  /**
   * @param opa the OPA program
   * @param layout the checkout with {@code policies/}, and the folder to publish in
   */
  public BundlePublisher(Path opa, Layout layout, Clock clock) {
    this.opa = opa;
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
      publishIfStale(Bundle.POLICY, policy.root());
      publishIfStale(Bundle.KILLSWITCH, killSwitch.root());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the bundles", e);
    }
  }

  /** Publishes the policy of the checkout with this installation's tables, under a new serial. */
  public Revision publishPolicy() {
    try (SourceTree source = policySource()) {
      return publish(Bundle.POLICY, source.root());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the policy", e);
    }
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
      return publish(Bundle.KILLSWITCH, source.root());
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

  private void publishIfStale(Bundle bundle, Path source) {
    String digest = SourceTree.digest(source);
    Optional<Revision> current =
        folder
            .lastRevision(bundle)
            .filter(this::lasts)
            .filter(last -> last.digest().equals(digest));
    if (current.isEmpty() || !Files.exists(folder.archive(bundle))) {
      publish(bundle, source);
    }
  }

  private boolean lasts(Revision revision) {
    return revision.validUntil().isAfter(clock.instant().plus(RENEW_BEFORE));
  }

  private Revision publish(Bundle bundle, Path source) {
    long serial = folder.lastRevision(bundle).map(Revision::serial).orElse(0L) + 1;
    Instant validUntil = clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
    Revision revision = new Revision(serial, validUntil, SourceTree.digest(source));
    try {
      Files.createDirectories(folder.bundles());
      folder.remember(bundle, revision);
      Path next = folder.root().resolve(bundle.id() + ".next.tar.gz");
      build(bundle, source, revision, next);
      Files.move(
          next,
          folder.archive(bundle),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return revision;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot publish the bundle " + bundle.id(), e);
    }
  }

  private void build(Bundle bundle, Path source, Revision revision, Path output)
      throws IOException {
    Path claims = folder.root().resolve(bundle.id() + ".claims.json");
    Files.writeString(claims, claims(bundle));
    Command.Result built =
        Command.run(
            List.of(
                opa.toString(),
                "build",
                "--bundle",
                source.toString(),
                "--ignore",
                SourceTree.TESTS,
                "--revision",
                revision.toString(),
                "--signing-key",
                folder.signingKey().privateFile().toString(),
                "--signing-alg",
                SigningKey.ALGORITHM,
                "--claims-file",
                claims.toString(),
                "--output",
                output.toString()));
    if (!built.ok()) {
      throw new ToolboxException("OPA cannot build " + source + ": " + built.output());
    }
  }

  private static String claims(Bundle bundle) {
    try {
      return JSON.writeValueAsString(Map.of("scope", bundle.id()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

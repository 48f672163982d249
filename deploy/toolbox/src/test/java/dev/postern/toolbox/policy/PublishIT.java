package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bundles the publisher lets pass, and what it publishes when it is not told which. */
class PublishIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path OPA = GoProgram.OPA.find(Cache.ofUser(), Progress.silent());
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;
  private Layout layout = new Layout(CHECKOUT, Path.of("target"));

  @BeforeEach
  void aFolderOfItsOwn() {
    layout = new Layout(CHECKOUT, home);
    publisher(NOW).publishWhatChanged();
  }

  @Test
  void whatWasBuiltIsPublishedAndStays() {
    Path built = home.resolve("built.tar.gz");
    Revision revision = publisher(NOW).build("ada", built);

    assertEquals(revision, publisher(NOW).publish(built));
    publisher(NOW).publishWhatChanged();

    assertEquals(revision, publisher(NOW).policy().orElseThrow());
  }

  @Test
  void anOlderSerialIsRefused() {
    Path built = home.resolve("built.tar.gz");
    publisher(NOW).build("ada", built);
    publisher(NOW).publishPolicy();

    refused("serial", built);
  }

  @Test
  void theSameBundleTwiceIsRefused() {
    Path built = home.resolve("built.tar.gz");
    publisher(NOW).build("ada", built);
    publisher(NOW).publish(built);

    refused("serial", built);
  }

  @Test
  void aBundleThatEndedIsRefused() {
    Path built = home.resolve("built.tar.gz");
    Instant then = NOW.minus(BundlePublisher.VALIDITY);
    publisher(then).build("ada", built);

    refused("ended", built);
  }

  @Test
  void aBundleOfAnotherKeyIsRefused() throws IOException {
    Path built = home.resolve("built.tar.gz");
    signed(SigningKey.in(home.resolve("other")), built);

    refused("signed", built);
  }

  @Test
  void anUnsignedBundleIsRefused() throws IOException {
    Path built = home.resolve("built.tar.gz");
    publisher(NOW).build("ada", built);
    try (SourceTree source = SourceTree.unpacked(built)) {
      Path packed = home.resolve("unsigned.tar.gz");
      pack(source, packed);
      refused("signed", packed);
    }
  }

  @Test
  void aTruncatedBundleIsRefused() throws IOException {
    Path built = home.resolve("built.tar.gz");
    publisher(NOW).build("ada", built);
    byte[] whole = Files.readAllBytes(built);
    Files.write(built, Arrays.copyOf(whole, whole.length / 2));

    assertThrows(ToolboxException.class, () -> publisher(NOW).publish(built));
  }

  @Test
  void aKillSwitchIsNoPolicy() {
    refused("scope", layout.home().resolve("policy/bundles/killswitch.tar.gz"));
  }

  @Test
  void aBundleOutOfItsRootsIsRefused() throws IOException {
    Path built = home.resolve("built.tar.gz");
    try (SourceTree source = SourceTree.copyOf(CHECKOUT.resolve("policies/policy"))) {
      Path manifest = source.root().resolve(".manifest");
      Files.writeString(manifest, Files.readString(manifest).replace("[", "[\"postern/egress\","));
      Revision revision = new Revision(50, NOW.plusSeconds(60), source.digest());
      Signer signer = new Signer("ada", PolicyFolder.of(layout).signingKey());
      new BundleBuilder(OPA).build(Bundle.POLICY, source, revision, signer, built);
    }

    refused("postern/egress", built);
  }

  @Test
  void anEarlierPolicyComesBackUnderANewSerialAndStays() throws IOException {
    Revision first = publisher(NOW).policy().orElseThrow();
    publisher(NOW).tables(Rates.upTo(7));
    Revision second = publisher(NOW).publishPolicy();
    assertTrue(policy().contains("\"disclosures_last_hour\":7"));

    Revision third = publisher(NOW).rollback(first.serial());
    publisher(NOW).publishWhatChanged();

    assertEquals(second.serial() + 1, third.serial());
    assertEquals(third, publisher(NOW).policy().orElseThrow());
    assertFalse(policy().contains("\"disclosures_last_hour\":7"));
  }

  @Test
  void whatNearsItsEndIsSignedAnewWithTheSameContent() throws IOException {
    Revision first = publisher(NOW).policy().orElseThrow();
    publisher(NOW).rollback(first.serial());
    publisher(NOW).tables(Rates.upTo(7));

    Instant later = NOW.plus(BundlePublisher.VALIDITY).minusSeconds(60);
    publisher(later).publishWhatChanged();

    assertTrue(publisher(later).policy().orElseThrow().validUntil().isAfter(later.plusSeconds(60)));
    assertFalse(policy().contains("\"disclosures_last_hour\":7"));
  }

  @Test
  void aCandidateMayBeOlderThanThePolicyAndIsNotInForce() {
    Path built = home.resolve("built.tar.gz");
    Revision older = publisher(NOW).build("ada", built);
    Revision inForce = publisher(NOW).publishPolicy();

    assertEquals(older, publisher(NOW).shadow(built));

    assertEquals(inForce, publisher(NOW).policy().orElseThrow());
    assertTrue(Files.exists(candidate()));
    assertTrue(publisher(NOW).stopShadow());
    assertFalse(publisher(NOW).stopShadow());
    assertFalse(Files.exists(candidate()));
  }

  @Test
  void aCandidateIsSignedLikeAPolicy() throws IOException {
    Path built = home.resolve("built.tar.gz");
    signed(SigningKey.in(home.resolve("other")), built);

    assertThrows(ToolboxException.class, () -> publisher(NOW).shadow(built));
    assertFalse(Files.exists(candidate()));
  }

  private Path candidate() {
    return layout.home().resolve("policy/bundles/shadow.tar.gz");
  }

  private void refused(String why, Path bundle) {
    Revision before = publisher(NOW).policy().orElseThrow();
    ToolboxException refused =
        assertThrows(ToolboxException.class, () -> publisher(NOW).publish(bundle));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    assertEquals(before, publisher(NOW).policy().orElseThrow());
  }

  private void signed(SigningKey key, Path output) throws IOException {
    try (SourceTree source = SourceTree.copyOf(CHECKOUT.resolve("policies/policy"))) {
      Revision revision = new Revision(50, NOW.plusSeconds(60), source.digest());
      new BundleBuilder(OPA).build(Bundle.POLICY, source, revision, new Signer("eve", key), output);
    }
  }

  private static void pack(SourceTree source, Path output) {
    String all = "tar -czf \"$0\" -C \"$1\" $(ls -A \"$1\")";
    assertTrue(
        Command.run(List.of("sh", "-c", all, output.toString(), source.root().toString())).ok());
  }

  private String policy() throws IOException {
    try (SourceTree content =
        SourceTree.unpacked(layout.home().resolve("policy/bundles/policy.tar.gz"))) {
      return Files.readString(content.root().resolve("data.json"));
    }
  }

  private BundlePublisher publisher(Instant now) {
    return new BundlePublisher(OPA, layout, Clock.fixed(now, ZoneOffset.UTC));
  }
}

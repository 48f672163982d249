package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where two persons have to sign, nothing that fewer signed is published. */
class ApprovalIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path OPA = GoProgram.OPA.find(Cache.ofUser(), Progress.silent());

  @TempDir Path home;
  private Path bundle = Path.of("target");
  private BundlePublisher publisher =
      new BundlePublisher(OPA, new Layout(CHECKOUT, Path.of("target")), Clock.systemUTC());

  @BeforeEach
  void adaAndBenMaySign() throws IOException {
    publisher = new BundlePublisher(OPA, new Layout(CHECKOUT, home), Clock.systemUTC());
    publisher.publishWhatChanged();
    bundle = home.resolve("built.tar.gz");
    publisher.build("ada", bundle);
    maySign("ada", "ada");
    maySign("ben", "ben");
  }

  @Test
  void whatTwoPersonsSignedIsPublishedAndSaysWhoTheyAre() throws IOException {
    publisher.approve(bundle, "ben", key("ben"));
    publisher.approve(bundle, "ada", key("ada"));

    Revision revision = publisher.publish(bundle);

    assertEquals(revision, publisher.policy().orElseThrow());
    assertTrue(published().contains("\"signed_by\":\"ada+ben\""), "both are in what OPA verifies");
    Path served = home.resolve("policy/bundles/policy.tar.gz");
    assertEquals(revision, publisher.candidate(served).revision());
  }

  @Test
  void oneOrNobodyIsNotEnough() {
    refused("nobody");
    publisher.approve(bundle, "ada", key("ada"));
    refused("so far by ada");
    publisher.approve(bundle, "ada", key("ada"));
    refused("so far by ada");
  }

  @Test
  void twoNamesUnderOneKeyAreOnePerson() throws IOException {
    maySign("eve", "ada");
    publisher.approve(bundle, "ada", key("ada"));
    publisher.approve(bundle, "eve", key("ada"));
    refused("so far by ada");
  }

  @Test
  void aSignatureCountsForThisBundleThisNameAndAKnownKeyOnly() throws IOException {
    assertThrows(ToolboxException.class, () -> publisher.approve(bundle, "ada", key("ben")));
    assertThrows(ToolboxException.class, () -> publisher.approve(bundle, "eve", key("eve")));
    publisher.approve(bundle, "ada", key("ada"));
    publisher.approve(bundle, "ben", key("ben"));
    Path other = home.resolve("other.tar.gz");
    publisher.build("ada", other);
    Files.copy(Approvals.file(bundle), Approvals.file(other));
    bundle = other;
    refused("nobody");
    String renamed = Files.readString(Approvals.file(other)).replace("\"ada\"", "\"ben\"");
    Files.writeString(Approvals.file(other), renamed);
    refused("nobody");
  }

  @Test
  void nothingIsPublishedFromTheCheckoutAndOnlyASignedPolicyComesBack() throws IOException {
    Revision unsigned = publisher.policy().orElseThrow();
    assertThrows(ToolboxException.class, () -> publisher.publishPolicy());
    publisher.tables(Rates.upTo(7));
    publisher.publishWhatChanged();
    assertEquals(unsigned, publisher.policy().orElseThrow());
    publisher.approve(bundle, "ada", key("ada"));
    publisher.approve(bundle, "ben", key("ben"));
    Revision signed = publisher.publish(bundle);

    assertThrows(ToolboxException.class, () -> publisher.rollback(unsigned.serial()));
    Revision again = publisher.rollback(signed.serial());
    assertEquals(again.serial() + 1, publisher.rollback(again.serial()).serial());
    assertTrue(published().contains("\"signed_by\":\"ada+ben\""));
    assertFalse(published().contains("\"disclosures_last_hour\":7"));
  }

  @Test
  void theKillSwitchWaitsForNobody() {
    assertTrue(publisher.wantsApproval());
    publisher.publish(KillSwitch.ALL);
    assertEquals(KillSwitch.ALL, publisher.killSwitch());
  }

  private void refused(String soFar) {
    Revision before = publisher.policy().orElseThrow();
    ToolboxException refused =
        assertThrows(ToolboxException.class, () -> publisher.publish(bundle));
    assertTrue(String.valueOf(refused.getMessage()).contains(soFar), refused.getMessage());
    assertEquals(before, publisher.policy().orElseThrow());
  }

  private void maySign(String name, String keyOf) throws IOException {
    Path signers = Files.createDirectories(home.resolve("policy/signers"));
    Files.copy(
        SigningKey.in(home.resolve(keyOf)).publicFile(),
        signers.resolve(name + ".pub"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path key(String name) {
    return SigningKey.in(home.resolve(name)).privateFile();
  }

  private String published() throws IOException {
    try (SourceTree content = SourceTree.unpacked(home.resolve("policy/bundles/policy.tar.gz"))) {
      return Files.readString(content.root().resolve("data.json"));
    }
  }
}

package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.e2e.PosternCommand.Said;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Revision;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tools.Cache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code ./postern policy ...} over the hospital, as the security team types it. */
class PolicyCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Hospital HOSPITAL = Hospital.shared();
  private static final BundlePublisher PUBLISHER = HOSPITAL.postern().opa().publisher();

  private final PosternCommand postern = new PosternCommand(HOSPITAL);

  @TempDir private Path folder;

  @AfterAll
  static void whatTheCheckoutHoldsDecidesAgain() {
    PUBLISHER.publishPolicy();
  }

  @Test
  void eachHasHelpAndRefusesWhatItDoesNotKnow() {
    for (String name :
        "test build approve publish rollback replay stop resume shadow reviews explain"
            .split(" ")) {
      Said help = postern.run("policy", name, "--help");
      assertEquals(0, help.exit(), name);
      assertTrue(help.err().contains("Usage: postern policy " + name), help.err());
      assertEquals(2, postern.run("policy", name, "--unheard-of").exit(), name);
    }
    assertEquals(2, postern.run("policy").exit());
    assertEquals(2, postern.run("policy", "approve-everything").exit());
  }

  @Test
  void whatIsBuiltIsTestedSignedAndPublishedOnce() {
    Path built = folder.resolve("new/built.tar.gz");
    Said build = postern.run("policy", "build", "--signer=ada", "--out=" + built);
    assertEquals(0, build.exit(), build.err());
    assertTrue(build.err().contains("passed tests pass and cover every line"), build.err());
    Revision revision = Revision.parse(build.out().strip());

    Said published = postern.run("policy", "publish", built.toString());
    assertEquals(0, published.exit(), published.err());
    assertEquals(revision.toString(), published.out().strip());
    assertTrue(published.err().contains("in force"), published.err());

    Said again = postern.run("policy", "publish", built.toString());
    assertEquals(1, again.exit());
    assertTrue(again.err().contains("serial"), again.err());
    assertEquals("", again.out());
    assertEquals(revision, PUBLISHER.policy().orElseThrow());
  }

  @Test
  void whatIsNoBundleIsRefusedAndTheOneInForceStays() throws Exception {
    Revision before = PUBLISHER.policy().orElseThrow();
    Path built = folder.resolve("built.tar.gz");
    PUBLISHER.build("ada", built);
    byte[] whole = Files.readAllBytes(built);
    Path half = Files.write(folder.resolve("half.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
    Path text = Files.writeString(folder.resolve("text.tar.gz"), "no bundle");

    for (Path bad : new Path[] {half, text, folder, folder.resolve("nowhere.tar.gz")}) {
      Said refused = postern.run("policy", "publish", bad.toString());
      assertEquals(1, refused.exit(), bad.toString());
      assertEquals("", refused.out());
      assertFalse(refused.err().contains("defect of Postern"), refused.err());
    }
    for (String nobody : new String[] {"Ada Lovelace", "ada+ben", ""}) {
      Said unnamed = postern.run("policy", "build", "--signer=" + nobody);
      assertEquals(1, unnamed.exit());
      assertTrue(unnamed.err().contains("a signer's name is"), unnamed.err());
    }
    assertEquals(before, PUBLISHER.policy().orElseThrow());
    assertEquals("", asks());
  }

  @Test
  void anEarlierPolicyComesBackUnderANewSerial() {
    Revision before = PUBLISHER.policy().orElseThrow();

    Said back = postern.run("policy", "rollback", Long.toString(before.serial()));

    assertEquals(0, back.exit(), back.err());
    assertTrue(Revision.parse(back.out().strip()).serial() > before.serial(), back.out());
    assertTrue(back.err().contains("in force"), back.err());
    Said never = postern.run("policy", "rollback", "999999");
    assertEquals(1, never.exit());
    assertTrue(never.err().contains("under serial 999999"), never.err());
    for (String wrong : new String[] {"first", "-1", "0"}) {
      Said refused = postern.run("policy", "rollback", wrong);
      assertTrue(refused.exit() == 1 || refused.exit() == 2, wrong);
      assertFalse(refused.err().contains("defect of Postern"), refused.err());
    }
    assertEquals(2, postern.run("policy", "rollback").exit());
  }

  @Test
  void whereTwoPersonsHaveToSignOneIsNotEnoughAndTheLogNamesBoth() throws Exception {
    Path signers = HOSPITAL.postern().layout().home().resolve("policy/signers");
    Path built = folder.resolve("built.tar.gz");
    Revision revision = PUBLISHER.build("ada", built);
    try {
      Path ada = maySign(signers, "ada");
      Path ben = maySign(signers, "ben");
      Said alone = postern.run("policy", "publish");
      assertEquals(1, alone.exit());
      assertTrue(alone.err().contains("two persons"), alone.err());
      assertEquals(0, approve(built, "ada", ada).exit());
      Said one = postern.run("policy", "publish", built.toString());
      assertEquals(1, one.exit());
      assertTrue(one.err().contains("so far by ada"), one.err());
      assertEquals(1, approve(built, "ben", ada).exit());
      Said keyless = approve(built, "ben", folder.resolve("no-key"));
      assertEquals(1, keyless.exit());
      assertTrue(keyless.err().contains("there is no key"), keyless.err());
      assertEquals(2, postern.run("policy", "approve", built.toString()).exit());
      assertEquals(0, approve(built, "ben", ben).exit());

      Said two = postern.run("policy", "publish", built.toString());

      assertEquals(0, two.exit(), two.err());
      assertEquals(revision.toString(), two.out().strip());
      Await.until(PATIENCE, () -> activations("ada+ben"), count -> count == 1);
    } finally {
      Cache.delete(signers);
    }
  }

  private Said approve(Path bundle, String name, Path key) {
    return postern.run("policy", "approve", bundle.toString(), "--signer=" + name, "--key=" + key);
  }

  /** Gives a person a key pair; the private half stays with them. */
  private Path maySign(Path signers, String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Files.createDirectories(signers);
    Files.writeString(
        signers.resolve(name + ".pub"), Pem.encode("PUBLIC KEY", pair.getPublic().getEncoded()));
    return Files.writeString(
        folder.resolve(name + ".key"), Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private long activations(String signers) {
    String count =
        "SELECT count(*) FROM leaf WHERE type = 'POLICY_BUNDLE'"
            + " AND strpos(convert_from(leaf, 'UTF8'), ?) > 0";
    try (Connection connection = HOSPITAL.postern().database("audit").getConnection();
        PreparedStatement select = connection.prepareStatement(count)) {
      select.setString(1, signers + "/");
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSwitchIsThrownTwiceAndClearedTwice() {
    assertEquals(2, postern.run("policy", "stop").exit());
    assertEquals(2, postern.run("policy", "stop", "--user=nobody").exit());
    assertEquals(2, postern.run("policy", "stop", "--provider").exit());
    assertEquals("", asks());
    try {
      for (int i = 0; i < 2; i++) {
        Said stopped = postern.run("policy", "stop", "--provider=azure-openai");
        assertEquals(0, stopped.exit(), stopped.err());
        assertTrue(stopped.err().contains("in force"), stopped.err());
      }
      Await.until(PATIENCE, this::asks, "egress-stopped"::equals);
      postern.run("policy", "stop", "--tenant=st-elsewhere");
      assertEquals(0, postern.run("policy", "resume", "--tenant=st-elsewhere").exit());
      assertEquals("egress-stopped", asks());
    } finally {
      assertEquals(0, postern.run("policy", "resume").exit());
      assertEquals(0, postern.run("policy", "resume").exit());
    }
    Await.until(PATIENCE, this::asks, ""::equals);
  }

  @Test
  void aDecisionIsExplainedToWhoMayHearIt() {
    Bridge.Reply withheld =
        HOSPITAL.bridge().ask(HOSPITAL.token("analyst"), "TREAT", Samples.PUBLIC_QUESTION);
    String question = withheld.body().path("instance").asText();

    Said explained = postern.run("policy", "explain", question, "--as=reviewer");
    assertEquals(0, explained.exit(), explained.err());
    assertTrue(explained.out().contains("admission: withhold"), explained.out());
    assertTrue(explained.out().contains("purpose_of_use.not_granted"), explained.out());
    assertTrue(explained.out().contains("45 CFR"), explained.out());
    Said json = postern.run("policy", "explain", question, "--as=security", "--json");
    assertEquals("TREAT", json.json().path("admission").path("input").path("purpose").asText());
    assertFalse(json.out().contains("atrial"), "labels and counts, no content");

    for (String account : new String[] {"analyst", "cardiologist", "auditor"}) {
      Said refused = postern.run("policy", "explain", question, "--as=" + account);
      assertEquals(1, refused.exit(), account);
      assertEquals("", refused.out(), account);
    }
    assertEquals(1, postern.run("policy", "explain", "no-id", "--as=reviewer").exit());
    assertEquals(2, postern.run("policy", "explain", "--as=reviewer").exit());
    assertEquals(2, postern.run("policy", "explain", question).exit());
  }

  @Test
  void aReviewIsListedAndClosedOnce() {
    String body =
        """
        {"question": "%s", "purpose_of_use": "ETREAT", "break_glass": {
         "code": "life-threatening", "reason": "Found unconscious, no relatives here.",
         "patient": {"authority": "st-aurelia-mrn", "identifier": "%s"}}}
        """
            .formatted(Samples.CARDIOLOGY_QUESTION, Samples.MRN);
    Bridge.Reply answered =
        HOSPITAL.bridge().post("/v1/questions", HOSPITAL.token("oncologist"), body);
    String question = answered.body().path("id").asText();

    Said listed = postern.run("policy", "reviews", "--as=reviewer");
    assertEquals(0, listed.exit(), listed.err());
    assertTrue(listed.out().contains(question), listed.out());
    assertTrue(postern.run("policy", "reviews", "--as=reviewer", "--json").json().has("reviews"));
    Said foreign = postern.run("policy", "reviews", "--as=oncologist", "--sign-off=" + question);
    assertTrue(foreign.exit() != 0);

    Said both =
        postern.run(
            "policy",
            "reviews",
            "--as=reviewer",
            "--sign-off=" + question,
            "--escalate=" + question);
    assertEquals(2, both.exit());
    Said signed = postern.run("policy", "reviews", "--as=reviewer", "--sign-off=" + question);
    assertEquals(0, signed.exit(), signed.err());
    Said again = postern.run("policy", "reviews", "--as=reviewer", "--escalate=" + question);
    assertEquals(1, again.exit());
    assertFalse(postern.run("policy", "reviews", "--as=reviewer").out().contains(question));
    assertEquals(1, postern.run("policy", "reviews", "--as=reviewer", "--sign-off=x").exit());
  }

  private String asks() {
    return HOSPITAL
        .bridge()
        .ask(HOSPITAL.token("cardiologist"), "TREAT", Samples.PUBLIC_QUESTION)
        .code();
  }
}

package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.policy.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of each bad bundle, served to the real OPA behind the real bridge: what OPA refuses leaves
 * the old policy in force, what OPA takes and the bridge does not believe leaves nobody answered.
 */
class BadBundleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path scratch;
  private final Hospital hospital = Hospital.shared();
  private final String clinician = hospital.token("cardiologist");
  private final String security = hospital.token("security");

  private PolicyBundles bundles() {
    return new PolicyBundles(hospital, scratch);
  }

  @BeforeEach
  @AfterEach
  void aGoodPolicyDecides() {
    bundles().publishGood();
    Await.until(PATIENCE, this::ask, reply -> reply.status() == 200);
  }

  @Test
  void anUnsignedBundleNeverDecides() throws IOException {
    leavesTheOldOne("signatures.json", bundles().unsigned());
  }

  @Test
  void aBundleSignedByAnotherKeyNeverDecides() throws IOException {
    leavesTheOldOne("verif", bundles().ofAnotherKey());
  }

  @Test
  void aTruncatedBundleNeverDecides() throws IOException {
    leavesTheOldOne("EOF", bundles().truncated());
  }

  @Test
  void aBundleOutOfItsRootsNeverDecides() throws IOException {
    leavesTheOldOne("overlapping roots", bundles().outOfItsRoots());
  }

  @Test
  void aBundleOfARetiredKeyNeverDecides() throws IOException {
    PolicyBundles bundles = bundles();
    Path retired = bundles.next();
    bundles.changeKey();
    Await.until(PATIENCE, this::ask, reply -> reply.status() == 200);

    leavesTheOldOne("verif", retired);
  }

  @Test
  void anExpiredBundleLeavesNobodyAnswered() {
    undecided(bundles().expired());
  }

  @Test
  void aBundleOfAnOlderSerialLeavesNobodyAnswered() {
    Revision older = bundles().publishGood();
    bundles().publishGood();
    assertEquals("answered", ask().outcome());

    undecided(bundles().published(older));
  }

  private void leavesTheOldOne(String why, Path bad) {
    PolicyBundles bundles = bundles();
    String good = bundles.inForce();

    bundles.serve(bad);

    Await.until(PATIENCE, bundles::complaint, said -> said.contains(why));
    Bridge.Reply reply = ask();
    assertEquals("answered", reply.outcome(), reply.body()::toString);
    JsonNode decisions =
        hospital
            .bridge()
            .get("/v1/questions/" + reply.body().path("id").asText() + "/decisions", security)
            .body();
    assertEquals(2, decisions.size(), decisions::toString);
    decisions.forEach(decision -> assertEquals(good, decision.path("revision").asText()));
  }

  private void undecided(Path bad) {
    PolicyBundles bundles = bundles();
    String good = bundles.inForce();
    int arrived = hospital.cloud().arrivals().size();

    bundles.serve(bad);

    Await.until(PATIENCE, bundles::inForce, revision -> !revision.equals(good));
    Bridge.Reply reply = ask();
    assertEquals(503, reply.status(), reply.body()::toString);
    assertEquals("policy-undecided", reply.code());
    assertEquals(arrived, hospital.cloud().arrivals().size());
    String instance = reply.body().path("instance").asText();
    List<String> entries = hospital.entries(instance.substring(instance.length() - 36));
    assertEquals(List.of("EGRESS_DENIED"), entries);
  }

  private Bridge.Reply ask() {
    return hospital.bridge().ask(clinician, "TREAT", Samples.PUBLIC_QUESTION);
  }
}

package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OPA as the toolbox runs it: what it answers, to whom, and which bundles never decide. */
class OpaIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path home;
  private Layout layout = new Layout(CHECKOUT, Path.of("target"));
  private Opa opa = opa(layout);

  @BeforeAll
  static void issueTheBridgesCertificate() {
    RealParts.shared().vault().sslContext("bridge");
  }

  @BeforeEach
  void aFolderOfItsOwn() throws IOException {
    layout = new Layout(CHECKOUT, home);
    Layout shared = RealParts.shared().layout();
    Files.copy(shared.caFile(), layout.caFile());
    for (String name : List.of("opa", "operator", "bridge")) {
      for (String file : List.of("tls.crt", "tls.key")) {
        Files.copy(shared.tls(name).resolve(file), layout.tls(name).resolve(file));
      }
    }
    opa = opa(layout);
  }

  @AfterEach
  void stop() {
    opa.part().stop();
    opa.bundleServer().stop();
  }

  @Test
  void decidesUnderTheRevisionThatWasPublished() throws Exception {
    opa.start();

    JsonNode answer =
        bridge().decide("disclosure", example("disclosure-clinician-treats-own-patient"));

    assertEquals("permit", answer.path("result").path("outcome").asText());
    assertFalse(answer.path("decision_id").asText().isEmpty());
    assertEquals(lastRevision(Bundle.POLICY), revision(answer, Bundle.POLICY));
    assertEquals(lastRevision(Bundle.KILLSWITCH), revision(answer, Bundle.KILLSWITCH));
    assertFalse(
        Files.readString(layout.log("opa")).contains("cardiologist"), "no decision is written");
  }

  @Test
  void answersOnlyWhoMayAskAndOnlyWhatTheyMay() throws Exception {
    opa.start();
    JsonNode input = example("egress-running");
    String body = JSON.createObjectNode().set("input", input).toString();
    OpaClient operator = client("operator");

    assertThrows(
        IOException.class,
        () -> OpaClient.asStranger(layout.caFile(), opa.address()).get("/health"));
    assertEquals(200, operator.get("/health").statusCode());
    assertEquals(401, operator.post("/v1/data/postern/egress", body).statusCode());
    assertEquals(200, operator.get("/v1/status").statusCode());
    assertEquals(401, operator.post("/v1/data/postern/publication", "{}").statusCode());
    assertEquals(200, bridge().post("/v1/data/postern/egress", body).statusCode());
    for (String other :
        List.of("/v1/data/postern/tables", "/v1/data", "/v1/policies", "/v1/config")) {
      assertEquals(401, bridge().get(other).statusCode(), other);
    }
    assertEquals(401, bridge().post("/v1/query", "{\"query\": \"data\"}").statusCode());
  }

  @Test
  void hearsOfTheKillSwitchWhileRunning() throws Exception {
    opa.start();
    JsonNode input = example("egress-running");
    assertFalse(bridge().decide("egress", input).path("result").path("stopped").asBoolean());

    Revision thrown =
        opa.publisher()
            .publish(new KillSwitch(false, List.of("azure-openai"), List.of(), List.of()));

    until(() -> bridge().decide("egress", input).path("result").path("stopped").asBoolean());
    JsonNode answer = bridge().decide("egress", input);
    assertEquals("provider", answer.path("result").path("scope").asText());
    assertEquals(thrown.toString(), revision(answer, Bundle.KILLSWITCH));

    opa.publisher().publish(KillSwitch.OFF);
    until(() -> !bridge().decide("egress", input).path("result").path("stopped").asBoolean());
  }

  @Test
  void saysWhenItLastHeardOfTheKillSwitch() throws Exception {
    opa.start();
    String first = lastRequest();
    until(() -> !lastRequest().equals(first));

    opa.bundleServer().stop();

    until(() -> !switchStatus().path("message").asText().isEmpty());
    String last = lastRequest();
    until(() -> !switchStatus().path("last_request").asText().equals(last));
    assertEquals(last, lastRequest(), "a failed poll is no news of the switch");
  }

  @Test
  void aPersistedPolicyDecidesWithoutTheBundleServerAndTheSwitchDoesNot() throws Exception {
    opa.start();
    opa.part().stop();
    opa.bundleServer().stop();

    opa.part().launch();

    until(
        () -> bridge().decide("admission", example("admission-clinician-treatment")).has("result"));
    assertFalse(bridge().decide("egress", example("egress-running")).has("result"));
  }

  @Test
  void anUnsignedBundleNeverDecides() throws Exception {
    neverDecides("signatures.json", archive -> build(archive, List.of()));
  }

  @Test
  void aBundleSignedByAnotherKeyNeverDecides() throws Exception {
    SigningKey other = SigningKey.in(home.resolve("other"));
    neverDecides(
        "verif",
        archive ->
            build(
                archive,
                List.of(
                    "--signing-key", other.privateFile().toString(), "--signing-alg", "ES256")));
  }

  @Test
  void aTamperedBundleNeverDecides() throws Exception {
    neverDecides("digest", this::addARow);
  }

  @Test
  void aKillSwitchBundleInPlaceOfThePolicyNeverDecides() throws Exception {
    neverDecides(
        "scope",
        archive ->
            Files.copy(
                archive.resolveSibling(Bundle.KILLSWITCH.file()),
                archive,
                StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void aBundleThatReachesIntoWhoMayCallNeverDecides() throws Exception {
    neverDecides(
        "overlapping roots",
        archive -> {
          try (SourceTree source = SourceTree.unpacked(archive)) {
            Files.createDirectories(source.root().resolve("system/authz"));
            Files.writeString(
                source.root().resolve("system/authz/all.rego"),
                "package system.authz\n\nallow := true\n");
            Path manifest = source.root().resolve(".manifest");
            Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"roots\":[", "\"roots\":[\"system/authz\","));
            Revision next = new Revision(99, Instant.parse("2099-01-01T00:00:00Z"), "0123456789ab");
            Signer signer = new Signer("demo", PolicyFolder.of(layout).signingKey());
            new BundleBuilder(program()).build(Bundle.POLICY, source, next, signer, archive);
          }
        });
    assertEquals(401, bridge().get("/v1/config").statusCode());
  }

  @Test
  void saysWhoSignedWhatIsInForce() throws Exception {
    Path built = home.resolve("built.tar.gz");
    opa.start();
    Revision revision = opa.publisher().build("ada", built);
    assertEquals(revision, opa.publisher().publish(built));
    assertTrue(opa.awaitTaken(revision, Duration.ofSeconds(30)).inForce());

    JsonNode policy =
        JSON.readTree(bridge().post("/v1/data/postern/publication", "{}").body())
            .at("/result/policy");

    assertEquals("ada", policy.path("signed_by").asText());
    assertEquals(PolicyFolder.of(layout).signingKey().fingerprint(), policy.path("key").asText());
  }

  @Test
  void aBadBundleLeavesTheGoodOneInForce() throws Exception {
    opa.start();
    addARow(archive());

    until(() -> policyStatus().path("message").asText().contains("digest"));

    JsonNode answer = bridge().decide("admission", example("admission-clinician-treatment"));
    assertEquals(lastRevision(Bundle.POLICY), revision(answer, Bundle.POLICY));
    assertEquals("permit", answer.path("result").path("outcome").asText());
  }

  @Test
  void aNewPolicyIsLoadedWhileRunningUnderTheNextSerial() throws Exception {
    opa.start();
    Revision first = Revision.parse(lastRevision(Bundle.POLICY));

    Revision second = opa.publisher().publishPolicy();

    assertEquals(first.serial() + 1, second.serial());
    until(
        () ->
            revision(
                    bridge().decide("admission", example("admission-clinician-treatment")),
                    Bundle.POLICY)
                .equals(second.toString()));
  }

  @Test
  void anInstallationsTablesDecide() throws Exception {
    opa.publisher().tables(Rates.upTo(1));
    opa.start();

    JsonNode input = example("admission-last-question-of-the-hour");
    JsonNode answer = bridge().decide("admission", input);

    assertEquals("rate.asker", answer.at("/result/reasons/0/code").asText(), answer.toString());
  }

  @Test
  void whatIsPublishedAndUnchangedKeepsItsSerial() {
    opa.publisher().publishWhatChanged();
    Revision thrown = opa.publisher().publish(KillSwitch.ALL);
    String policy = lastRevision(Bundle.POLICY);

    opa.publisher().publishWhatChanged();

    assertEquals(policy, lastRevision(Bundle.POLICY));
    assertEquals(thrown.toString(), lastRevision(Bundle.KILLSWITCH));
    assertEquals(KillSwitch.ALL, opa.publisher().killSwitch(), "a start never clears a switch");
  }

  /** Publishes well, spoils the archive, starts OPA without a persisted copy. */
  private void neverDecides(String why, Spoiling spoiling) throws Exception {
    opa.publisher().publishWhatChanged();
    spoiling.spoil(archive());
    opa.bundleServer().start();
    opa.part().launch();

    until(() -> policyStatus().path("message").asText().contains(why));

    assertFalse(opa.answers());
    JsonNode answer = bridge().decide("admission", example("admission-clinician-treatment"));
    assertFalse(answer.has("result"), answer.toString());
    assertTrue(answer.path("provenance").path("bundles").path("policy").isMissingNode());
  }

  private interface Spoiling {
    void spoil(Path archive) throws IOException;
  }

  private void build(Path archive, List<String> signing) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program().toString(),
                "build",
                "--bundle",
                CHECKOUT.resolve("policies/policy").toString(),
                "--ignore",
                "*_test.rego",
                "--output",
                archive.toString()));
    command.addAll(signing);
    Command.Result built = Command.run(command);
    assertTrue(built.ok(), built.output());
  }

  /** Gives analysts a purpose they do not have, and packs the archive again. */
  private void addARow(Path archive) throws IOException {
    Path unpacked = Files.createDirectory(home.resolve("unpacked"));
    assertTrue(
        Command.run(List.of("tar", "-xzf", archive.toString(), "-C", unpacked.toString())).ok());
    Path data = unpacked.resolve("data.json");
    String content = Files.readString(data);
    String changed = content.replace("\"restore_roles\":[]", "\"restore_roles\":[\"analyst\"]");
    assertFalse(changed.equals(content));
    Files.writeString(data, changed);
    Path next = home.resolve("next.tar.gz");
    assertTrue(
        Command.run(
                List.of(
                    "sh",
                    "-c",
                    "tar -czf \"$0\" -C \"$1\" $(ls -A \"$1\")",
                    next.toString(),
                    unpacked.toString()))
            .ok());
    Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path archive() {
    return PolicyFolder.of(layout).archive(Bundle.POLICY);
  }

  private String lastRevision(Bundle bundle) {
    return PolicyFolder.of(layout).lastRevision(bundle).orElseThrow().toString();
  }

  private static String revision(JsonNode answer, Bundle bundle) {
    return answer.path("provenance").path("bundles").path(bundle.id()).path("revision").asText();
  }

  private JsonNode policyStatus() throws IOException, InterruptedException {
    return bridge().status().path("bundles").path("policy");
  }

  private JsonNode switchStatus() throws IOException, InterruptedException {
    return bridge().status().path("bundles").path("killswitch");
  }

  private String lastRequest() throws IOException, InterruptedException {
    return switchStatus().path("last_successful_request").asText();
  }

  private OpaClient bridge() {
    return client("bridge");
  }

  private OpaClient client(String name) {
    return OpaClient.as(layout.tls(name), layout.caFile(), opa.address());
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(CHECKOUT.resolve("policies/cases/" + name + "/input.json").toFile());
  }

  private static Opa opa(Layout layout) {
    return new Opa(layout, new Ports(layout.ports()), Cache.ofUser(), Progress.silent());
  }

  private static Path program() {
    return GoProgram.OPA.find(Cache.ofUser(), Progress.silent());
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (!holds(condition)) {
      if (Instant.now().isAfter(end)) {
        throw new ToolboxException("it never came true");
      }
      Part.pauseShortly();
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (IOException notYet) {
      return false;
    }
  }
}

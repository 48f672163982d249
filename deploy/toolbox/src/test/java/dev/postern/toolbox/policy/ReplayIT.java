package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.policy.Cases.Case;
import dev.postern.toolbox.policy.ReplayReport.Row;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded decisions put to a bundle by OPA itself. */
class ReplayIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path OPA = GoProgram.OPA.find(Cache.ofUser(), Progress.silent());
  private static final Map<String, Case> CASES = new Cases(OPA, CHECKOUT.resolve("policies")).all();
  private static final String REVISION = "3.1795000000.0123456789ab";
  private static final String TREATMENT = "disclosure-clinician-treats-own-patient";
  private static final String RESEARCH = "admission-analyst-research";

  @TempDir Path home;
  private Path bundle = Path.of("target");
  private BundlePublisher publisher =
      new BundlePublisher(OPA, new Layout(CHECKOUT, Path.of("target")), Clock.systemUTC());

  @BeforeEach
  void aFolderOfItsOwn() {
    publisher = new BundlePublisher(OPA, new Layout(CHECKOUT, home), Clock.systemUTC());
    bundle = home.resolve("bundle.tar.gz");
  }

  @Test
  void whatThePolicyItselfDecidedIsDecidedAgain() {
    publisher.build("ada", bundle);
    try (Replay replay = new Replay(publisher.candidate(bundle))) {
      List<Case> own =
          CASES.values().stream()
              .filter(each -> each.bundle() == Bundle.POLICY && each.tables().isMissingNode())
              .toList();
      own.forEach(each -> replay.add(recorded(each.name(), each.name())));

      ReplayReport report = replay.finished();

      assertEquals(List.of(), report.rows());
      assertEquals(own.size(), report.decisions());
      assertEquals(Map.of(REVISION, (long) own.size()), report.recordedUnder());
    }
  }

  @Test
  void differencesAreListedByControlRolesAndSource() throws JsonProcessingException {
    publisher.tables(
        json(
            "{'minimum_necessary':{'TREAT':{'snippets':4}},"
                + "'purpose_of_use':{'roles':{'analyst':{'HRESCH':null}}}}"));
    publisher.build("ada", bundle);
    try (Replay replay = new Replay(publisher.candidate(bundle))) {
      for (int i = 0; i < 2500; i++) {
        replay.add(recorded(TREATMENT, "t-%04d".formatted(i)));
        replay.add(recorded(RESEARCH, "r-%04d".formatted(i)));
      }
      replay.unreadable();

      ReplayReport report = replay.finished();

      assertEquals(
          List.of(
              new Row(
                  "withhold",
                  "purpose_of_use",
                  "analyst",
                  "-",
                  2500,
                  List.of("r-0000", "r-0001", "r-0002")),
              new Row(
                  "obligations",
                  "obligation max_snippets",
                  "clinician",
                  "records",
                  2500,
                  List.of("t-0000", "t-0001", "t-0002"))),
          report.rows());
      assertEquals(Map.of("withhold", 2500L, "obligations", 2500L), report.changes());
      assertEquals(1, report.unreadableQuestions());
    }
  }

  @Test
  void aDecisionThatTwoAttemptsShareCountsOnce() {
    publisher.build("ada", bundle);
    try (Replay replay = new Replay(publisher.candidate(bundle))) {
      RecordedDecision shared = recorded(RESEARCH, "q");
      replay.add(shared);
      replay.add(shared);
      assertEquals(1, replay.finished().decisions());
    }
  }

  @Test
  void whereRulesContradictEachOtherOnlyThatDecisionIsUndecided() throws IOException {
    try (SourceTree source = SourceTree.copyOf(CHECKOUT.resolve("policies/policy"))) {
      Files.writeString(
          source.root().resolve("postern/admission/contradiction.rego"),
          """
          package postern.admission

          twice := 1

          twice := 2 if input.purpose == "HRESCH"
          """);
      Revision revision = Revision.parse("9.4000000000.0123456789ab");
      Signer ada = new Signer("ada", SigningKey.in(home.resolve("policy")));
      new BundleBuilder(OPA).build(Bundle.POLICY, source, revision, ada, bundle);
    }
    List<JsonNode> inputs =
        List.of(
            named("admission-clinician-treatment").input(),
            named(RESEARCH).input(),
            named("admission-analyst-operations").input());
    try (Candidate candidate = publisher.candidate(bundle)) {
      List<JsonNode> answers = candidate.answers("admission", inputs);
      assertEquals("permit", answers.get(0).path("outcome").asText());
      assertTrue(answers.get(1).isMissingNode());
      assertEquals("permit", answers.get(2).path("outcome").asText());
    }
  }

  @Test
  void aBundleThatMayNotBePublishedIsNotTriedEither() throws IOException {
    publisher.build("eve", bundle);
    BundlePublisher other =
        new BundlePublisher(
            OPA, new Layout(CHECKOUT, home.resolve("elsewhere")), Clock.systemUTC());
    assertThrows(ToolboxException.class, () -> other.candidate(bundle));
    Files.write(bundle, new byte[] {1, 2, 3});
    assertThrows(ToolboxException.class, () -> publisher.candidate(bundle));
  }

  private static Case named(String name) {
    return Objects.requireNonNull(CASES.get(name), name);
  }

  private static RecordedDecision recorded(String name, String question) {
    Case each = named(name);
    return new RecordedDecision(
        question,
        UUID.randomUUID().toString(),
        each.entryPoint(),
        REVISION,
        each.input(),
        each.expected());
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}

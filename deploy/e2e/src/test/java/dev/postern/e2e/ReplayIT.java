package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.e2e.PosternCommand.Said;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Rates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked in the hospital, put to another policy by {@code ./postern policy replay}. */
class ReplayIT {
  private final Hospital hospital = Hospital.shared();
  private final PosternCommand postern = new PosternCommand(hospital);
  private final BundlePublisher publisher = hospital.postern().opa().publisher();

  @TempDir private Path folder;
  private Path bundle = Path.of("target");

  @BeforeEach
  void anotherPolicyIsBuilt() {
    bundle = folder.resolve("other.tar.gz");
    ObjectNode patch = Rates.upTo(1_000_000).deepCopy();
    patch.withObject("/minimum_necessary/TREAT").put("snippets", 4);
    ObjectNode analyst = patch.withObject("/purpose_of_use/roles/analyst");
    analyst.putNull("HRESCH");
    analyst.putObject("TREAT").putNull("sources");
    publisher.tables(patch);
    publisher.build("ada", bundle);
    publisher.tables(Rates.upTo(1_000_000));
  }

  @Test
  void aDayOfTrafficDiffersExactlyByWhatTheOtherPolicyChanges() {
    Instant from = Instant.now();
    List<String> treated = new ArrayList<>();
    treated.add(asked("cardiologist", "TREAT", Samples.CARDIOLOGY_QUESTION));
    treated.add(asked("cardiologist", "TREAT", Samples.PUBLIC_QUESTION));
    treated.add(asked("oncologist", "TREAT", Samples.PUBLIC_QUESTION));
    List<String> researched = new ArrayList<>();
    researched.add(asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION));
    researched.add(asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION));
    String refused = refused("analyst", "TREAT");
    Instant to = Instant.now();
    asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION);

    Said said =
        postern.run(
            "policy",
            "replay",
            "--bundle=" + bundle,
            "--from=" + from,
            "--to=" + to,
            "--as=security",
            "--json");

    assertEquals(0, said.exit(), said.err());
    JsonNode report = said.json();
    assertEquals(11, report.path("decisions").asInt(), said.out());
    assertEquals(0, report.path("unreadable_questions").asInt());
    assertEquals(
        11,
        report.path("recorded_under").path(publisher.policy().orElseThrow().toString()).asInt());
    assertEquals(
        List.of(
            row("allow", "purpose_of_use", "analyst", "-", List.of(refused)),
            // Clearance is that of the roles which grant the purpose: with none there is none.
            row("withhold", "clearance", "analyst", "e2e", researched),
            row("withhold", "purpose_of_use", "analyst", "-", researched),
            row("withhold", "purpose_of_use", "analyst", "e2e", researched),
            row("obligations", "obligation max_snippets", "clinician", "e2e", treated)),
        rows(report));
  }

  @Test
  void whoMayReadDecisionsReplaysThemAndEachRunIsAnEntry() {
    asked("cardiologist", "TREAT", Samples.PUBLIC_QUESTION);
    for (String account : List.of("security", "auditor", "reviewer")) {
      long before = looks();
      assertEquals(0, replay(account).exit(), account);
      assertEquals(before + 1, looks(), account);
    }
    for (String account : List.of("cardiologist", "analyst")) {
      long before = looks();
      Said said = replay(account);
      assertEquals(4, said.exit(), account);
      assertEquals("", said.out());
      assertEquals(before, looks(), account);
    }
  }

  @Test
  void whatNobodyCanReadAnyMoreIsCounted() throws SQLException {
    Instant from = Instant.now();
    asked("cardiologist", "TREAT", Samples.PUBLIC_QUESTION);
    asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION);
    sql("CREATE TABLE away AS SELECT * FROM subject_key WHERE subject LIKE 'day:%'");
    sql("DELETE FROM subject_key WHERE subject LIKE 'day:%'");
    try {
      Said said =
          postern.run("policy", "replay", "--bundle=" + bundle, "--from=" + from, "--as=security");

      assertEquals(0, said.exit(), said.err());
      assertTrue(said.out().contains("2 questions have none that can be read"), said.out());
      assertTrue(said.out().contains("no difference"), said.out());
    } finally {
      sql("INSERT INTO subject_key SELECT * FROM away");
      sql("DROP TABLE away");
    }
  }

  @Test
  void wrongInputIsSaidBeforeAnythingIsRead() throws Exception {
    long before = looks();
    assertEquals(2, postern.run("policy", "replay", "--as=security").exit());
    assertEquals(1, postern.run("policy", "replay", "--bundle=nowhere", "--as=security").exit());
    assertEquals(2, postern.run("policy", "replay", "--bundle=" + bundle).exit());
    Said backwards =
        postern.run(
            "policy",
            "replay",
            "--bundle=" + bundle,
            "--from=2026-11-02",
            "--to=2026-10-01",
            "--as=security");
    assertEquals(2, backwards.exit());
    assertTrue(backwards.err().contains("--from has to be before --to"), backwards.err());
    Path garbage = Files.writeString(folder.resolve("garbage.tar.gz"), "none");
    Said unsigned = postern.run("policy", "replay", "--bundle=" + garbage, "--as=security");
    assertEquals(1, unsigned.exit());
    assertTrue(unsigned.err().contains("not signed as OPA demands"), unsigned.err());
    assertEquals(before, looks());
  }

  private Said replay(String account) {
    return postern.run("policy", "replay", "--bundle=" + bundle, "--as=" + account);
  }

  private String asked(String account, String purpose, String question) {
    Bridge.Reply reply = hospital.bridge().ask(hospital.token(account), purpose, question);
    assertEquals("answered", reply.outcome(), reply.toString());
    return reply.body().path("id").asText();
  }

  private String refused(String account, String purpose) {
    Bridge.Reply reply =
        hospital.bridge().ask(hospital.token(account), purpose, Samples.PUBLIC_QUESTION);
    assertEquals("withheld", reply.code(), reply.toString());
    return reply.body().path("instance").asText();
  }

  private static String row(
      String change, String control, String roles, String source, List<String> questions) {
    return new ObjectMapper()
        .createObjectNode()
        .put("change", change)
        .put("control", control)
        .put("roles", roles)
        .put("source", source)
        .put("decisions", questions.size())
        .set("questions", new ObjectMapper().valueToTree(questions))
        .toString();
  }

  private static List<String> rows(JsonNode report) {
    List<String> rows = new ArrayList<>();
    report.path("rows").forEach(row -> rows.add(row.toString()));
    return rows;
  }

  private long looks() {
    String count =
        "SELECT count(*) FROM leaf WHERE type = 'ACCESS'"
            + " AND convert_from(leaf, 'UTF8') ~ '\"kind\":\"decision\".*\"object\":\"\\d+-\\d+\"'";
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(count)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}

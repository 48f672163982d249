package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Identifiers planted in questions, documents, titles, file names, damaged files and the reason of
 * an emergency are afterwards in the index and nowhere else, in no form they can be read from.
 */
class NoIdentifierOutsideIT {

  private static final String REASON = "Collapsed beside locker 7741, wife unreachable.";
  private static final List<String> IDENTIFIERS =
      List.of(Samples.PATIENT, "Brackwater", Samples.MRN, Samples.PHONE);
  private static final List<String> CONTENT =
      List.of("apixaban", "brackwater-clinic-letter", "locker 7741");
  private static final List<String> TABLES_OUTSIDE = List.of("audit", "bridge");

  private static final List<String> REPLIES = new ArrayList<>();
  private static Hospital hospital;
  private static int before;

  @BeforeAll
  static void plant() {
    hospital = Hospital.shared();
    before = hospital.cloud().arrivals().size();
    String asked = Samples.CARDIOLOGY_QUESTION + " Call " + Samples.PHONE + ".";
    assertEquals("answered", ask("cardiologist", "TREAT", asked).outcome());
    refusals(asked).forEach(refused -> REPLIES.add(refused.body().toString()));
    assertEquals("answered", emergency(asked).outcome());
    damaged();
  }

  @Test
  void theCloudReceivedTokensOnly() {
    List<JsonNode> arrived = hospital.cloud().arrivalsSince(before);
    assertEquals(2, arrived.size());
    for (JsonNode arrival : arrived) {
      assertAbsent(hospital.cloud().bytes(arrival), IDENTIFIERS, "request to the provider");
    }
  }

  @Test
  void noRefusalRepeatsWhatItRefuses() {
    assertFalse(REPLIES.isEmpty());
    REPLIES.forEach(reply -> assertAbsent(reply, everything(), "problem"));
  }

  @Test
  void noLogAndNoTemporaryFileHoldsAny() throws IOException {
    Path home = hospital.postern().layout().home();
    for (Path folder : List.of(home.resolve("log"), home.resolve("run"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        // What the simulator keeps is the cloud's record, which may hold content.
        Path cloud = hospital.postern().layout().run("simulator");
        for (Path file :
            files.filter(Files::isRegularFile).filter(file -> !file.startsWith(cloud)).toList()) {
          assertAbsent(text(file), everything(), home.relativize(file).toString());
        }
      }
    }
  }

  @Test
  void noTableOutsideTheIndexHoldsAny() throws SQLException {
    for (String database : TABLES_OUTSIDE) {
      for (String table : tables(database)) {
        Optional<String> found = Disguises.found(rows(database, table), everything());
        assertEquals(Optional.empty(), found, database + "." + table);
      }
    }
  }

  @Test
  void theSameSearchFindsThemInTheIndex() throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String table : tables("index")) {
      all.append(rows("index", table));
    }
    for (String planted : IDENTIFIERS) {
      assertEquals(Optional.of(planted), Disguises.found(all.toString(), List.of(planted)));
    }
  }

  private static Bridge.Reply ask(String account, String purpose, String question) {
    return hospital.bridge().ask(hospital.token(account), purpose, question);
  }

  private static List<Bridge.Reply> refusals(String asked) {
    return List.of(
        ask("analyst", "TREAT", asked),
        ask("oncologist", "TREAT", asked),
        ask("cardiologist", Samples.PATIENT, asked),
        ask("cardiologist", "TREAT", asked + " x".repeat(1 << 20)),
        hospital.bridge().ask(Samples.MRN, "TREAT", asked),
        hospital.bridge().get("/v1/questions/" + Samples.MRN, hospital.token("cardiologist")));
  }

  private static Bridge.Reply emergency(String asked) {
    String body =
        """
        {"question": "%s", "purpose_of_use": "ETREAT", "break_glass": {"code": "life-threatening",
         "reason": "%s", "patient": {"authority": "st-aurelia-mrn", "identifier": "%s"}}}
        """;
    return hospital
        .bridge()
        .post(
            "/v1/questions",
            hospital.token("oncologist"),
            body.formatted(asked, REASON, Samples.MRN));
  }

  /** A file that the parser gives up, so that its failure is logged and kept. */
  private static void damaged() {
    String job =
        hospital
            .ingestion()
            .document(
                "brackwater-clinic-letter-scan.pdf",
                "%PDF-1.7 " + Samples.PATIENT + " " + Samples.MRN + " takes apixaban",
                "cardiology",
                "confidential",
                "[]");
    assertEquals("quarantined", hospital.ingestion().awaitEnd(job));
  }

  private static List<String> everything() {
    return Stream.concat(IDENTIFIERS.stream(), CONTENT.stream()).toList();
  }

  private static void assertAbsent(String text, List<String> planted, String where) {
    assertEquals(Optional.empty(), Disguises.found(text, planted), where);
  }

  // A part may take its own temporary file away while they are read.
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  private static List<String> tables(String database) throws SQLException {
    return column(
        database,
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
  }

  private static String rows(String database, String table) throws SQLException {
    return String.join("\n", column(database, "SELECT t::text FROM " + table + " t"));
  }

  private static List<String> column(String database, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = hospital.postern().database(database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}

package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.audit.entry.EntryType;
import dev.postern.indexer.http.RunningIndexer.Answer;
import dev.postern.toolbox.process.Part;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents on their way into the index, with the service killed and the log away. */
class IngestionIT {

  private final RunningIndexer indexer = RunningIndexer.shared();
  private final String source = "s-" + UUID.randomUUID();

  @Test
  void looserRightsOfNewContentDoNotOpenTheOldBeforeTheNewIsThere() {
    String old = "The vault code of the pharmacy is kept by the head nurse.";
    end(accept("p.txt", utf8(old), source, "[\"cardiology\", \"all-staff\"]", "internal"));
    int before = indexer.log.of(EntryType.AUTHZ_CHANGE).size();
    end(accept("p.txt", utf8(old), source, "[\"cardiology\"]", "confidential"));
    assertEquals(before + 1, indexer.log.of(EntryType.AUTHZ_CHANGE).size());
    assertEquals(0, snippets("oncologist", "vault code of the pharmacy"));
    assertEquals(1, snippets("cardiologist", "vault code of the pharmacy"));

    // Three parts are read for a while: the old version is searched meanwhile.
    byte[] fresh =
        PlainPdf.of(
            IntStream.rangeClosed(1, 120)
                .mapToObj(i -> "The pharmacy opens at eight, says page " + i + ".")
                .toList());
    JsonNode looser = accept("p.txt", fresh, source, "[\"cardiology\", \"all-staff\"]", "public");
    for (int look = 0; look < 5; look++) {
      String seen = indexer.search("oncologist", old, source).body().toString();
      assertFalse(seen.contains("vault code"), "look " + look);
    }
    end(looser);
    assertTrue(snippets("oncologist", "When does the pharmacy open?") > 0);
  }

  @Test
  void aPatientOfAFeedIsKnownAndFoundInTheQuestion() {
    String number = "77" + (100_000 + Math.floorMod(UUID.randomUUID().hashCode(), 899_999));
    // A word with a digit in it is never part of a name.
    String letters =
        number.chars().mapToObj(c -> "" + (char) ('a' + c - '0')).reduce("", String::concat);
    String message =
        String.join(
            "\r",
            "MSH|^~\\&|LAB|AURELIA|||20260301||ORU^R01|m1|P|2.5",
            "PID|1||" + number + "^^^AURELIA^MR||Zielinska" + letters + "^Ewa||19610412",
            "OBR|1|||4548-4^Hemoglobin A1c^LN",
            "OBX|1|NM|4548-4^Hemoglobin A1c^LN||7.2|%|4.0-5.6|H");
    end(accept(number + ".hl7", utf8(message), "adt", "[\"cardiology\"]", "confidential"));
    String question = "Hemoglobin A1c of Ewa Zielinska" + letters + "?";
    JsonNode reply = indexer.search("cardiologist", question, "adt").body();
    JsonNode snippet = snippetOf(reply, "7.2");
    assertEquals("Order: Hemoglobin A1c (LN 4548-4)", lastPart(snippet.path("section").asText()));
    assertEquals(1, snippet.path("patients").size(), reply.toString());
    assertTrue(
        reply.path("question_known").findValuesAsText("type").contains("PERSON"), reply.toString());
    assertTrue(snippet.path("known_identifiers").findValuesAsText("value").contains("1961-04-12"));

    end(accept(number + ".hl7", utf8(message), source, "[\"cardiology\"]", "confidential"));
    JsonNode elsewhere = indexer.search("cardiologist", question, source).body();
    assertEquals(
        0, snippetOf(elsewhere, "7.2").path("patients").size(), "this source may tell of nobody");
  }

  @Test
  void whatIsKeptApartIsReleasedAndGivenUpOnRecord() {
    JsonNode accepted =
        accept("e.pdf", utf8("%PDF-1.7\n1 0 obj\n<< /Type"), source, "[\"all-staff\"]", "public");
    String job = accepted.path("job").asText();
    assertEquals("quarantined", indexer.end(job).path("state").asText());
    int looks = indexer.log.of(EntryType.ACCESS).size();
    assertEquals(202, operator("POST", "/v1/quarantine/" + job + "/release").status());
    assertEquals(looks + 1, indexer.log.of(EntryType.ACCESS).size());
    assertEquals("quarantined", indexer.end(job).path("state").asText());
    int removed = indexer.log.of(EntryType.DOCUMENT_REMOVED).size();
    assertEquals(204, operator("DELETE", "/v1/quarantine/" + job).status());
    assertEquals(removed + 1, indexer.log.of(EntryType.DOCUMENT_REMOVED).size());
    assertEquals(404, operator("DELETE", "/v1/quarantine/" + job).status());
    assertEquals(
        404, operator("GET", "/v1/documents/" + accepted.path("document_id").asText()).status());
  }

  @Test
  void killedAgainAndAgainALongDocumentEndsAsIfUndisturbed() throws SQLException {
    byte[] pdf =
        PlainPdf.of(
            IntStream.rangeClosed(1, 260)
                .mapToObj(i -> "Ward " + i + " is cleaned on day " + i % 31 + " of each month.")
                .toList());
    JsonNode quiet = accept("quiet.pdf", pdf, source, "[\"all-staff\"]", "public");
    end(quiet);
    JsonNode killed = accept("killed.pdf", pdf, source, "[\"all-staff\"]", "public");
    for (int parts : new int[] {1, 3, 5}) {
      awaitParts(killed.path("job").asText(), parts);
      indexer.process.part().kill();
      indexer.process.launchIfNeeded();
      indexer.process.part().awaitReady();
    }
    end(killed);
    List<String> undisturbed = chunks(quiet.path("document_id").asText());
    assertEquals(260, undisturbed.size());
    assertEquals(undisturbed, chunks(killed.path("document_id").asText()));
  }

  /** Until so many parts are read, or all. */
  private void awaitParts(String job, int parts) throws SQLException {
    String sql =
        "select (select count(*) from ingest_slice where job_id = j.id and state = 'read'),"
            + " j.state = 'queued' from ingest_job j where j.id = ?::uuid";
    boolean waiting = true;
    while (waiting) {
      try (Connection database = indexer.parts.postgres().database("index").getConnection();
          PreparedStatement look = database.prepareStatement(sql)) {
        look.setString(1, job);
        try (ResultSet row = look.executeQuery()) {
          row.next();
          waiting = row.getLong(1) < parts && row.getBoolean(2);
        }
      }
      Part.pauseShortly();
    }
  }

  private List<String> chunks(String document) throws SQLException {
    List<String> chunks = new ArrayList<>();
    String sql =
        "select ordinal || ' ' || page || ' ' || start_offset || ' ' || end_offset || ' '"
            + " || embedding::text from chunk where document_id = ?::uuid order by ordinal";
    try (Connection database = indexer.parts.postgres().database("index").getConnection();
        PreparedStatement look = database.prepareStatement(sql)) {
      look.setString(1, document);
      try (ResultSet row = look.executeQuery()) {
        while (row.next()) {
          chunks.add(row.getString(1));
        }
      }
    }
    return chunks;
  }

  private static JsonNode snippetOf(JsonNode reply, String text) {
    for (JsonNode snippet : reply.path("snippets")) {
      if (snippet.path("text").asText().contains(text)) {
        return snippet;
      }
    }
    throw new AssertionError("not found: " + reply);
  }

  private static String lastPart(String section) {
    return section.substring(section.lastIndexOf('>') + 1).strip();
  }

  private JsonNode accept(String file, byte[] content, String from, String groups, String level) {
    Answer answer = indexer.upload(file, content, RunningIndexer.fields(from, file, groups, level));
    assertEquals(202, answer.status(), answer.toString());
    return answer.body();
  }

  private void end(JsonNode accepted) {
    JsonNode end = indexer.end(accepted.path("job").asText());
    assertEquals("done", end.path("state").asText(), end.toString());
    assertFalse(end.has("message"));
  }

  private int snippets(String account, String question) {
    return indexer.search(account, question, source).body().path("snippets").size();
  }

  private Answer operator(String method, String path) {
    return indexer.call("operator", null, method, path, "");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

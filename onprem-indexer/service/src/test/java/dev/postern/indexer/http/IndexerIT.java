package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.audit.entry.EntryType;
import dev.postern.indexer.http.RunningIndexer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service as operators and the bridge see it. */
class IndexerIT {

  private static final String LETTER =
      """
      # Discharge letter

      ## Medication

      😀 Anna Kowalski takes losartan 50 mg for her dilated aortic root.
      """;

  private final RunningIndexer indexer = RunningIndexer.shared();
  private final String source = "s-" + UUID.randomUUID();

  @Test
  void aDocumentIsFoundByThoseWhoMayReadItAndByNobodyElse() {
    int before = indexer.log.of(EntryType.DOCUMENT_INDEXED).size();
    JsonNode accepted = accept("letter.md", LETTER, "[\"cardiology\"]", "confidential");
    assertEquals("done", indexer.end(accepted.path("job").asText()).path("state").asText());
    assertEquals(before + 1, indexer.log.of(EntryType.DOCUMENT_INDEXED).size());

    Answer found = indexer.search("cardiologist", "Who takes losartan?", source);
    assertEquals(200, found.status());
    JsonNode snippet = found.body().path("snippets").path(0);
    assertEquals("Discharge letter", snippet.path("title").asText());
    assertEquals("Discharge letter > Medication", snippet.path("section").asText());
    assertEquals(LETTER.strip().lines().toList().getLast(), snippet.path("text").asText());
    assertTrue(snippet.path("page").isNull());
    assertEquals("confidential", snippet.path("classification").asText());
    assertTrue(snippet.path("findings").path("detector").asText().length() > 3);

    Answer stranger = indexer.search("oncologist", "Who takes losartan?", source);
    assertEquals(0, stranger.body().path("snippets").size());
  }

  @Test
  void theSameContentAgainIsTheSameJobAndOtherContentReplacesIt() {
    JsonNode first =
        accept("a.txt", "The pump is calibrated monthly.", "[\"all-staff\"]", "public");
    indexer.end(first.path("job").asText());
    JsonNode again =
        accept("a.txt", "The pump is calibrated monthly.", "[\"all-staff\"]", "public");
    assertEquals(first, again);
    JsonNode changed =
        accept("a.txt", "The pump is calibrated weekly.", "[\"all-staff\"]", "public");
    assertEquals(first.path("document_id"), changed.path("document_id"));
    assertNotEquals(first.path("job"), changed.path("job"));
    indexer.end(changed.path("job").asText());
    JsonNode found = indexer.search("analyst", "pump calibration", source).body();
    assertEquals(1, found.path("snippets").size());
    assertTrue(found.path("snippets").path(0).path("text").asText().contains("weekly"));
  }

  @Test
  void revokingRightsIsRecordedAndWorksOnTheNextSearch() {
    JsonNode accepted =
        accept("b.txt", "Gantry maintenance happens on Fridays.", "[\"all-staff\"]", "public");
    indexer.end(accepted.path("job").asText());
    assertEquals(1, snippets("oncologist", "When is gantry maintenance?"));
    int before = indexer.log.of(EntryType.AUTHZ_CHANGE).size();
    Answer changed =
        indexer.call(
            "operator",
            null,
            "PUT",
            "/v1/documents/" + accepted.path("document_id").asText() + "/acl",
            "{\"groups\": [\"cardiology\"]}");
    assertEquals(204, changed.status());
    assertEquals(before + 1, indexer.log.of(EntryType.AUTHZ_CHANGE).size());
    assertEquals(0, snippets("oncologist", "When is gantry maintenance?"));
    assertEquals(1, snippets("cardiologist", "When is gantry maintenance?"));
  }

  @Test
  void aRemovedDocumentIsRecordedAndGone() {
    JsonNode accepted =
        accept("c.txt", "The freezer alarm rings at minus sixty.", "[\"all-staff\"]", "public");
    indexer.end(accepted.path("job").asText());
    String path = "/v1/documents/" + accepted.path("document_id").asText();
    assertEquals("indexed", operator("GET", path, "").body().path("state").asText());
    int before = indexer.log.of(EntryType.DOCUMENT_REMOVED).size();
    assertEquals(204, operator("DELETE", path, "").status());
    assertEquals(before + 1, indexer.log.of(EntryType.DOCUMENT_REMOVED).size());
    assertEquals(404, operator("GET", path, "").status());
    assertEquals(0, snippets("analyst", "freezer alarm"));
  }

  @Test
  void nothingBecomesSearchableWhileTheLogDoesNotAnswer() {
    indexer.log.refuse(true);
    try {
      JsonNode accepted =
          accept("d.txt", "Night shifts start at eight.", "[\"all-staff\"]", "public");
      String job = accepted.path("job").asText();
      awaitRunning(job);
      assertEquals(0, snippets("analyst", "When do night shifts start?"));
      indexer.log.refuse(false);
      assertEquals("done", indexer.end(job).path("state").asText());
      assertEquals(1, snippets("analyst", "When do night shifts start?"));
    } finally {
      indexer.log.refuse(false);
    }
  }

  @Test
  void whatAPatientsRecordKnowsComesWithTheSnippetAndIsFoundInTheQuestion() {
    String number = "SA-" + (10_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 89_999_999));
    Answer kept =
        operator(
            "POST",
            "/v1/subjects",
            """
            {"authority": "st-aurelia", "identifier": "%s",
             "persons": [{"relation": "self", "known": [
                {"type": "PERSON", "value": "Kowalska-%s, Anna"},
                {"type": "PHONE", "value": "(212) 555-0143"}]}],
             "relationships": [
                {"group": "cardiology", "kind": "former", "until": "2020-01-01T00:00:00Z"},
                {"group": "cardiology", "kind": "treating", "until": "2126-01-01T00:00:00Z"}],
             "consents": [{"code": "research", "effect": "deny"}], "flags": ["vip"]}
            """
                .formatted(number, letters(number)));
    assertEquals(200, kept.status());
    Map<String, String> fields =
        RunningIndexer.fields(source, "letter", "[\"cardiology\"]", "confidential");
    fields.put("subjects", "[{\"authority\": \"st-aurelia\", \"identifier\": \"" + number + "\"}]");
    JsonNode accepted = indexer.upload("letter.md", utf8(LETTER), fields).body();
    indexer.end(accepted.path("job").asText());

    String question =
        "😀 Losartan for Anna Kowalska-" + letters(number) + " (" + number + "), aortic root?";
    JsonNode reply = indexer.search("cardiologist", question, source).body();
    JsonNode snippet = reply.path("snippets").path(0);
    String handle = kept.body().path("handle").asText();
    assertEquals(26, handle.length());
    assertEquals(handle, snippet.path("patients").path(0).path("handle").asText());
    assertEquals(
        "treating", snippet.path("patients").path(0).path("relationship").path("kind").asText());
    assertEquals(
        "deny", snippet.path("patients").path(0).path("consents").path(0).path("effect").asText());
    assertEquals(3, snippet.path("known_identifiers").size());
    List<String> types = reply.path("question_known").findValuesAsText("type");
    assertEquals(List.of("PERSON", "MRN"), types);
    assertEquals(15, reply.path("question_known").path(0).path("start").asInt());

    JsonNode stranger = indexer.search("oncologist", question, source).body();
    assertEquals(0, stranger.path("snippets").size());
    assertEquals(2, stranger.path("question_known").size(), "regardless of rights");
  }

  @Test
  void anOperatorSeesHowASearchComesToWhatItFindsAndNoContent() {
    indexer.end(accept("e.md", LETTER, "[\"cardiology\"]", "confidential").path("job").asText());
    indexer.end(
        accept("f.txt", "Losartan is kept dry.", "[\"oncology\"]", "public").path("job").asText());
    int before = indexer.log.of(EntryType.ACCESS).size();
    String token = indexer.parts.vault().token("cardiologist");
    String search =
        """
        {"purpose_of_use": "TREAT", "text": "Who takes losartan?", "limit": 3,
         "classifications_max": "restricted", "sources": ["%s"]}
        """
            .formatted(source);
    Answer why = indexer.call("operator", token, "POST", "/v1/search/explanations", search);
    assertEquals(200, why.status(), why.toString());
    assertEquals("exact", why.body().path("shape").asText());
    assertEquals(1, why.body().path("visible_chunks").asInt());
    assertEquals("shown", why.body().path("hits").path(0).path("fate").asText());
    assertEquals(1, why.body().path("hits").path(0).path("dense_rank").asInt());
    assertEquals(1, why.body().path("excluded").path("searched").asInt());
    assertTrue(why.body().path("excluded").path("rights").asInt() >= 1);
    assertEquals(before + 1, indexer.log.of(EntryType.ACCESS).size());
    String all = why.body().toString();
    for (String content : List.of("osartan", "Kowalski", "Discharge", "Medication")) {
      assertTrue(!all.contains(content), content);
    }
    assertEquals(
        403, indexer.call("bridge", token, "POST", "/v1/search/explanations", search).status());
    assertEquals(
        401, indexer.call("operator", null, "POST", "/v1/search/explanations", search).status());
  }

  @Test
  void everyBadRequestHasItsCode() {
    Map<String, String> good = RunningIndexer.fields(source, "x", "[\"all-staff\"]", "public");
    assertProblem(400, "invalid-request", without(good, "acl"), "x.txt", "text");
    assertProblem(400, "invalid-request", without(good, "classification"), "x.txt", "text");
    assertProblem(400, "invalid-request", without(good, "source"), "x.txt", "text");
    assertProblem(400, "invalid-request", with(good, "acl", "{\"groups\": []}"), "x.txt", "text");
    assertProblem(400, "invalid-request", with(good, "acl", "7"), "x.txt", "text");
    assertProblem(400, "invalid-request", with(good, "classification", "secret"), "x.txt", "text");
    assertProblem(415, "unsupported-document", good, "x.exe", "MZ\u0000");
    assertProblem(422, "unprocessable", good, "x.txt", "");
    assertEquals(401, indexer.call("bridge", null, "POST", "/v1/search", "{}").status());
    assertEquals(
        403, indexer.call("bridge", null, "GET", "/v1/quarantine", "").status(), "not an operator");
    assertEquals(
        401,
        indexer.call("bridge", "not-a-token", "POST", "/v1/search", "{}").status(),
        "not a token");
    String token = indexer.parts.vault().token("analyst");
    assertEquals(400, indexer.call("bridge", token, "POST", "/v1/search", "{}").status());
    assertEquals(
        400, indexer.call("bridge", token, "POST", "/v1/search", "{\"limit\":\"x\"}").status());
    assertEquals(
        403,
        indexer.call("operator", token, "POST", "/v1/search", "{}").status(),
        "a token is not enough");
    assertEquals(404, operator("GET", "/v1/documents/" + UUID.randomUUID(), "").status());
  }

  @Test
  void aTruncatedPdfEndsInQuarantineWithAReasonAndNoContent() {
    Map<String, String> fields = RunningIndexer.fields(source, "p", "[\"all-staff\"]", "public");
    JsonNode accepted =
        indexer.upload("p.pdf", utf8("%PDF-1.7\n1 0 obj\n<< /Type /Catalog"), fields).body();
    JsonNode end = indexer.end(accepted.path("job").asText());
    assertEquals("quarantined", end.path("state").asText());
    assertTrue(List.of("unreadable", "no-text").contains(end.path("reason").asText()));
    JsonNode listed = operator("GET", "/v1/quarantine", "").body().path("quarantined");
    assertTrue(listed.findValuesAsText("job").contains(accepted.path("job").asText()));
    String release = "/v1/quarantine/" + accepted.path("job").asText() + "/release";
    assertEquals(202, operator("POST", release, "").status());
    assertEquals("quarantined", indexer.end(accepted.path("job").asText()).path("state").asText());
  }

  private JsonNode accept(String file, String text, String groups, String level) {
    Answer answer =
        indexer.upload(file, utf8(text), RunningIndexer.fields(source, file, groups, level));
    assertEquals(202, answer.status(), answer.toString());
    return answer.body();
  }

  private int snippets(String account, String question) {
    return indexer.search(account, question, source).body().path("snippets").size();
  }

  private Answer operator(String method, String path, String body) {
    return indexer.call("operator", null, method, path, body);
  }

  private void awaitRunning(String job) {
    JsonNode status;
    do {
      status = operator("GET", "/v1/jobs/" + job, "").body();
    } while (status.path("attempts").asInt() < 2);
    assertEquals("running", status.path("state").asText());
  }

  private void assertProblem(
      int status, String code, Map<String, String> fields, String file, String content) {
    Answer answer = indexer.upload(file, utf8(content), fields);
    assertEquals(status, answer.status(), answer.toString());
    assertEquals(code, answer.body().path("code").asText());
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> changed = new java.util.LinkedHashMap<>(fields);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> changed = new java.util.LinkedHashMap<>(fields);
    changed.remove(name);
    return changed;
  }

  private static String letters(String number) {
    return number
        .chars()
        .map(c -> 'a' + c % 26)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

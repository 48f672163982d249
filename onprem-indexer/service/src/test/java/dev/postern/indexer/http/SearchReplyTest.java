package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.search.KnownIdentifier;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Patient;
import dev.postern.indexer.search.QuestionMatch;
import dev.postern.indexer.search.SearchResult;
import dev.postern.indexer.search.Snippet;
import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import dev.postern.runtime.json.JsonConventions;
import dev.postern.runtime.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The wire form that the bridge reads, byte for byte as the golden files have it. */
class SearchReplyTest {

  private static final String PATIENT = "MFRGGZDFMZTWQ2LKNNWG23TPOB";
  private static final UUID READABLE = UUID.fromString("019aab10-7c00-7000-8000-0000000000d1");
  private final ObjectMapper json = mapper();

  @Test
  void theReplyIsTheGoldenReply() throws IOException {
    byte[] written = json.writeValueAsBytes(SearchReply.of(result(), 12));
    assertEquals(golden("search-reply.json"), json.readTree(written));
  }

  @Test
  void theGoldenRequestIsUnderstood() throws IOException {
    SearchForm form = json.treeToValue(golden("search-request.json"), SearchForm.class);
    assertEquals("What Anna Kowalski takes", form.query().text());
    assertEquals(6, form.query().limit());
    assertEquals(Classification.CONFIDENTIAL, form.query().classificationsMax());
    assertEquals(Set.of("letters", "nih"), form.query().sources());
    assertEquals(Set.of(READABLE), form.earlier());
    assertFalse(form.toString().contains("Anna"));
    assertFalse(form.query().toString().contains("Anna"));
  }

  @Test
  void limitsAreCheckedAtTheirEdges() throws IOException {
    assertEquals(50, form(50, "x".repeat(SearchForm.MAX_TEXT)).query().limit());
    assertThrows(ProblemException.class, form(51, "x")::query);
    assertThrows(ProblemException.class, form(0, "x")::query);
    assertThrows(ProblemException.class, form(1, "x".repeat(SearchForm.MAX_TEXT + 1))::query);
    assertThrows(ProblemException.class, form(1, " ")::query);
  }

  private static SearchForm form(int limit, String text) {
    return new SearchForm(null, "TREAT", text, limit, "public", null, null, null);
  }

  private static SearchResult result() {
    Patient attended =
        new Patient(
            PATIENT,
            new Relationship("u:someone", "attending", Instant.parse("2026-12-31T00:00:00Z")),
            List.of(new Consent("research", "deny", null)),
            List.of("vip"));
    Patient other = new Patient("ORSXG5BRGIZTINJWG44DSMBRGI", null, List.of(), List.of());
    Passage letter =
        new Passage(
            UUID.fromString("019aab10-7c00-7000-8000-000000000001"),
            UUID.fromString("019aab10-7c00-7000-8000-0000000000d1"),
            "Discharge letter",
            2,
            "Course > Medication",
            "😀 Anna Kowalski takes losartan 50 mg.",
            Classification.CONFIDENTIAL,
            List.of("cardiology"),
            "letters",
            new Findings("patterns-1", List.of(new Span(2, 15, "PERSON", 0.9))),
            0.8125);
    Passage page =
        new Passage(
            UUID.fromString("019aab10-7c00-7000-8000-000000000002"),
            UUID.fromString("019aab10-7c00-7000-8000-0000000000d2"),
            "Marfan Syndrome",
            0,
            "",
            "Beta blockers slow the growth of the aortic root.",
            Classification.PUBLIC,
            List.of(),
            "nih",
            new Findings("patterns-1", List.of()),
            0.75);
    return new SearchResult(
        List.of(
            new Snippet(
                letter,
                List.of(attended, other),
                List.of(
                    new KnownIdentifier("PERSON", "Kowalski, Anna", PATIENT + "/0", PATIENT),
                    new KnownIdentifier("PERSON", "Jan Kowalski", PATIENT + "/1", PATIENT))),
            new Snippet(page, List.of(), List.of())),
        List.of(new QuestionMatch(5, 18, "PERSON", PATIENT)),
        Set.of(READABLE));
  }

  private JsonNode golden(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/golden/" + name)) {
      return json.readTree(Objects.requireNonNull(file));
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    new JsonConventions().customize(mapper);
    return mapper;
  }
}

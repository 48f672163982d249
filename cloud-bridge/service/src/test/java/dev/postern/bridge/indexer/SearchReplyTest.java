package dev.postern.bridge.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Snippet;
import dev.postern.bridge.disclosure.Sources;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SearchReplyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode golden() throws IOException {
    try (InputStream file =
        SearchReplyTest.class.getResourceAsStream("/golden/search-reply.json")) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(file));
    }
  }

  @Test
  void theAgreedReplyIsReadWhole() throws IOException {
    Sources sources = SearchReply.read(golden());

    Snippet letter = sources.snippets().getFirst();
    assertEquals("019aab10-7c00-7000-8000-0000000000d1", letter.document());
    assertEquals(2, letter.page());
    assertEquals(Classification.CONFIDENTIAL, letter.classification());
    assertEquals(2, letter.handles().size());
    assertEquals("deny", letter.patients().getFirst().consents().getFirst().effect());
    assertNull(letter.patients().getLast().relationship());
    assertEquals(IdentifierType.PERSON, letter.known().getFirst().type());
    assertEquals(2, sources.snippets().size());
    assertNull(sources.snippets().getLast().page());
    assertNull(sources.snippets().getLast().section());
    assertEquals(IdentifierType.PERSON, sources.questionKnown().getFirst().type());
  }

  @Test
  void offsetsAreCodePointsAlsoAfterAnEmoji() throws IOException {
    Snippet letter = SearchReply.read(golden()).snippets().getFirst();

    Span name = Objects.requireNonNull(letter.findings()).spans().getFirst();
    String text = letter.text();
    assertEquals(
        "Anna Kowalski",
        text.substring(
            text.offsetByCodePoints(0, name.start()), text.offsetByCodePoints(0, name.end())));
  }

  @Test
  void aDocumentThatNoAcceptedDetectorHasReadHasNoFindings() throws IOException {
    ObjectNode unread = golden();
    ((ObjectNode) unread.at("/snippets/0")).putNull("findings");
    assertNull(SearchReply.read(unread).snippets().getFirst().findings());
  }

  @Test
  void anythingElseIsNoReply() throws IOException {
    ObjectNode withoutMatches = golden();
    withoutMatches.remove("question_known");
    assertThrows(IllegalArgumentException.class, () -> SearchReply.read(withoutMatches));

    ObjectNode wrongType = golden();
    ((ObjectNode) wrongType.path("snippets").path(0)).put("page", "two");
    assertThrows(IllegalArgumentException.class, () -> SearchReply.read(wrongType));

    ObjectNode unknownClass = golden();
    ((ObjectNode) unknownClass.path("snippets").path(0)).put("classification", "secret");
    assertThrows(IllegalArgumentException.class, () -> SearchReply.read(unknownClass));

    ObjectNode beyond = golden();
    ((ObjectNode) beyond.at("/snippets/0/findings/spans/0")).put("end", 4711);
    assertThrows(IllegalArgumentException.class, () -> SearchReply.read(beyond));
  }
}

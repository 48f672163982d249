package dev.postern.indexer.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.audit.entry.DocumentRef;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.runtime.ids.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTest {

  @Test
  void aKeptDraftSaysTheSameAgain() {
    for (List<String> patients : List.of(List.<String>of(), List.of("B", "A"))) {
      Draft draft =
          Draft.of(
              Entry.of(
                      EntryType.DOCUMENT_INDEXED,
                      Ids.next(),
                      Instant.parse("2026-11-22T00:00:00Z"),
                      "st-aurelia")
                  .with(
                      Member.DOCUMENT,
                      new DocumentRef(
                          "d",
                          "nih",
                          "public",
                          List.of(),
                          List.of("g:all-staff"),
                          3,
                          Map.of(),
                          "rules-1",
                          null)),
              patients);
      Draft kept = Draft.parse(draft.text());
      assertArrayEquals(draft.entry().leaf(), kept.entry().leaf());
      assertEquals(draft.subjects(), kept.subjects());
    }
  }
}

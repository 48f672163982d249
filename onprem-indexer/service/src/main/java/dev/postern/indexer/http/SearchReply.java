package dev.postern.indexer.http;

import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.search.KnownIdentifier;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Patient;
import dev.postern.indexer.search.QuestionMatch;
import dev.postern.indexer.search.SearchResult;
import dev.postern.indexer.search.Snippet;
import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The search reply on the wire; its golden file is read by the bridge's tests too.
 *
 * @param readable those of the request's documents that the asker may still read
 */
public record SearchReply(
    List<SnippetView> snippets,
    List<QuestionMatch> questionKnown,
    List<UUID> readable,
    long tookMs) {

  /**
   * One passage.
   *
   * @param page null where the document has none
   * @param findings null where the accepted detector has not seen the document
   */
  public record SnippetView(
      UUID ref,
      UUID documentId,
      String title,
      @Nullable Integer page,
      String section,
      String text,
      String classification,
      List<String> labels,
      String source,
      List<PatientView> patients,
      List<KnownIdentifier> knownIdentifiers,
      @Nullable Findings findings,
      double score) {

    @Override
    public String toString() {
      return "SnippetView[" + ref + "]";
    }
  }

  /** A patient whom the document concerns. */
  public record PatientView(
      String handle,
      @Nullable RelationshipView relationship,
      List<Consent> consents,
      List<String> flags) {}

  /** The asker's tie to the patient. */
  public record RelationshipView(String kind, @Nullable Instant until) {}

  static SearchReply of(SearchResult result, long tookMs) {
    return new SearchReply(
        result.snippets().stream().map(SearchReply::view).toList(),
        result.questionKnown(),
        result.readable().stream().sorted().toList(),
        tookMs);
  }

  private static SnippetView view(Snippet snippet) {
    Passage passage = snippet.passage();
    return new SnippetView(
        passage.ref(),
        passage.document(),
        passage.title(),
        passage.page() == 0 ? null : passage.page(),
        passage.section(),
        passage.text(),
        passage.classification().word(),
        passage.labels(),
        passage.source(),
        snippet.patients().stream().map(SearchReply::view).toList(),
        snippet.known(),
        passage.findings(),
        passage.score());
  }

  private static PatientView view(Patient patient) {
    @Nullable Relationship tie = patient.relationship();
    return new PatientView(
        patient.handle(),
        tie == null ? null : new RelationshipView(tie.kind(), tie.until()),
        patient.consents(),
        patient.flags());
  }
}

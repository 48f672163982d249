package dev.postern.bridge.disclosure;

import dev.postern.deid.Findings;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document that the asker may see, with what policy and guard need to know of it
 * (contracts.md section 3).
 *
 * @param ref random id of the chunk; never leaves
 * @param document random id of the document
 * @param title shown to the asker, never leaves
 * @param page one-based, or null where the format has none
 * @param section heading, shown to the asker, never leaves
 * @param text content
 * @param ageDays days since the document was written, or null where nobody knows
 * @param patients whom it concerns
 * @param known identifiers of those patients from the structured record
 * @param findings spans found at ingestion; offsets in Unicode code points, half-open; null where
 *     the indexer's detector has not read the document yet
 * @param score similarity to the question, higher is nearer
 */
public record Snippet(
    String ref,
    String document,
    String title,
    @Nullable Integer page,
    @Nullable String section,
    String text,
    Classification classification,
    List<String> labels,
    String source,
    @Nullable Integer ageDays,
    List<Patient> patients,
    List<KnownIdentifier> known,
    @Nullable Findings findings,
    double score) {

  public Snippet {
    if (ref.isBlank() || document.isBlank()) {
      throw new IllegalArgumentException("a snippet has a ref and a document");
    }
    labels = List.copyOf(labels);
    patients = List.copyOf(patients);
    known = List.copyOf(known);
  }

  /** Handles of the patients concerned. */
  public Set<String> handles() {
    return patients.stream().map(Patient::handle).collect(Collectors.toUnmodifiableSet());
  }

  /** Its text, with what was found in it at ingestion. */
  Passage passage() {
    return findings == null
        ? Passage.of(text)
        : Passage.readBy(findings.detector(), text, findings.spans());
  }

  @Override
  public String toString() {
    return "Snippet[" + ref + "]";
  }

  /**
   * A patient as seen by the asker.
   *
   * @param handle keyed hash, never leaves
   * @param relationship the asker's treatment relationship, or null
   */
  public record Patient(
      String handle,
      @Nullable Relationship relationship,
      List<Consent> consents,
      List<String> flags) {

    public Patient {
      consents = List.copyOf(consents);
      flags = List.copyOf(flags);
    }
  }

  /** A treatment relationship and its end (RFC 3339), or null where it has none. */
  public record Relationship(String kind, @Nullable String until) {}

  /** A consent, its effect (permit, deny) and its end (RFC 3339), or null where it has none. */
  public record Consent(String code, String effect, @Nullable String until) {}
}

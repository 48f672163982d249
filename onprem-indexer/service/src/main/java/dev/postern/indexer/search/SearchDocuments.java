package dev.postern.indexer.search;

import dev.postern.indexer.ingest.Embedder;
import dev.postern.indexer.subject.Candidates;
import dev.postern.indexer.subject.Candidates.Candidate;
import dev.postern.indexer.subject.FormKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Embeds the question, finds passages under the reader's rights, and says whom they concern. */
public final class SearchDocuments {

  private final Embedder embedder;
  private final PassageIndex passages;
  private final PatientDirectory patients;
  private final FormKeys keys;
  private final Ranking ranking;

  public SearchDocuments(
      Embedder embedder,
      PassageIndex passages,
      PatientDirectory patients,
      FormKeys keys,
      Ranking ranking) {
    this.embedder = embedder;
    this.passages = passages;
    this.patients = patients;
    this.keys = keys;
    this.ranking = ranking;
  }

  /**
   * What the reader may see of what is asked.
   *
   * @param earlier documents behind earlier turns: which of them may still be seen
   */
  public SearchResult search(Reader reader, Query query, Set<UUID> earlier) {
    float[] vector = embedder.query(query.text());
    PassageIndex.Found all = passages.search(reader, query, vector, ranking, earlier);
    List<Passage> found = all.passages();
    Set<UUID> documents = new LinkedHashSet<>();
    found.forEach(passage -> documents.add(passage.document()));
    Map<UUID, List<Patient>> concerned = patients.patientsOf(documents, reader);
    Map<String, List<KnownIdentifier>> known = known(reader.tenant(), concerned);
    List<Snippet> snippets =
        found.stream()
            .map(
                passage -> {
                  List<Patient> of = concerned.getOrDefault(passage.document(), List.of());
                  List<KnownIdentifier> theirs =
                      of.stream()
                          .flatMap(p -> known.getOrDefault(p.handle(), List.of()).stream())
                          .toList();
                  return new Snippet(passage, of, theirs);
                })
            .toList();
    return new SearchResult(snippets, questionKnown(reader.tenant(), query.text()), all.readable());
  }

  /** How the same search comes to what it finds, for those who run it; without content. */
  public Explanation explain(Reader reader, Query query) {
    return passages.explain(reader, query, embedder.query(query.text()), ranking);
  }

  private Map<String, List<KnownIdentifier>> known(
      String tenant, Map<UUID, List<Patient>> concerned) {
    Set<String> handles = new LinkedHashSet<>();
    concerned.values().forEach(list -> list.forEach(patient -> handles.add(patient.handle())));
    Map<String, List<KnownIdentifier>> known = new HashMap<>();
    if (!handles.isEmpty()) {
      for (KnownIdentifier identifier : patients.known(tenant, handles)) {
        known.computeIfAbsent(identifier.patient(), h -> new ArrayList<>()).add(identifier);
      }
    }
    return known;
  }

  /** Whatever the reader may see: an identifier in the question is one to anybody. */
  private List<QuestionMatch> questionKnown(String tenant, String text) {
    Map<String, List<Candidate>> byKey = new HashMap<>();
    for (Candidate candidate : Candidates.in(text)) {
      byKey
          .computeIfAbsent(keys.of(tenant, candidate.form()), k -> new ArrayList<>(1))
          .add(candidate);
    }
    if (byKey.isEmpty()) {
      return List.of();
    }
    Set<QuestionMatch> matches = new LinkedHashSet<>();
    for (PatientDirectory.Stored stored : patients.withKeys(tenant, byKey.keySet())) {
      for (String key : stored.keys()) {
        for (Candidate at : byKey.getOrDefault(key, List.of())) {
          matches.add(new QuestionMatch(at.start(), at.end(), stored.type(), stored.patient()));
        }
      }
    }
    return matches.stream()
        .filter(match -> matches.stream().noneMatch(match::isInside))
        .sorted(Comparator.comparingInt(QuestionMatch::start).thenComparing(QuestionMatch::end))
        .toList();
  }
}

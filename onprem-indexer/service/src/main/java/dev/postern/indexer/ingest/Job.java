package dev.postern.indexer.ingest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A claimed piece of work: one version of one document. The claim was committed before anyone
 * touches the content.
 *
 * @param attempt counted from 1; fences off a worker whose lease ended
 * @param title as the source gave it; empty where it gave none
 * @param principals who may read the document
 * @param patients handles of those it concerns
 * @param draft of the audit entry, once the chunks are stored; the same on every attempt
 */
public record Job(
    UUID id,
    String tenant,
    UUID document,
    int version,
    DocumentType type,
    int attempt,
    String title,
    String source,
    Classification classification,
    List<String> labels,
    List<String> principals,
    List<String> patients,
    Optional<String> draft) {

  public Job {
    labels = List.copyOf(labels);
    principals = List.copyOf(principals);
    patients = List.copyOf(patients);
  }

  /** The same job, known to concern these patients too. */
  Job concerning(Set<String> others) {
    Set<String> all = new TreeSet<>(patients);
    all.addAll(others);
    return new Job(
        id,
        tenant,
        document,
        version,
        type,
        attempt,
        title,
        source,
        classification,
        labels,
        principals,
        List.copyOf(all),
        draft);
  }

  @Override
  public String toString() {
    return "Job[" + id + ", version=" + version + ", attempt=" + attempt + "]";
  }
}

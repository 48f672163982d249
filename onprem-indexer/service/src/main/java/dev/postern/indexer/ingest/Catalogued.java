package dev.postern.indexer.ingest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is known of a document without its content.
 *
 * @param state {@code pending}, {@code indexed} or {@code quarantined}: of its latest version
 * @param version the latest
 * @param chunks that searches see
 * @param job the latest version's
 */
public record Catalogued(
    UUID id,
    String tenant,
    String source,
    String externalId,
    String title,
    Classification classification,
    List<String> labels,
    List<String> principals,
    List<String> patients,
    String state,
    int version,
    int chunks,
    UUID job,
    Instant createdAt,
    Instant updatedAt) {

  public Catalogued {
    labels = List.copyOf(labels);
    principals = List.copyOf(principals);
    patients = List.copyOf(patients);
  }

  @Override
  public String toString() {
    return "Catalogued[" + id + ", " + state + "]";
  }
}

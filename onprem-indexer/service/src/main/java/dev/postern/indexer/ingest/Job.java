package dev.postern.indexer.ingest;

import java.time.Instant;
import java.util.UUID;

/**
 * A claimed piece of work: one version of one document. The claim was committed before anyone
 * touches the content.
 *
 * @param attempt counted from 1; fences off a worker whose lease ended
 * @param recorded whether the chunks are stored and only the record and the flip remain
 * @param entryId of the audit entry, the same on every attempt
 * @param entryTime of the audit entry, the same on every attempt
 */
public record Job(
    UUID id,
    String tenant,
    UUID document,
    int version,
    DocumentType type,
    int attempt,
    boolean recorded,
    String title,
    UUID entryId,
    Instant entryTime) {

  @Override
  public String toString() {
    return "Job[" + id + ", version=" + version + ", attempt=" + attempt + "]";
  }
}

package dev.postern.indexer.ingest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands.
 *
 * @param state {@code queued}, {@code running}, {@code done}, {@code quarantined} or {@code
 *     superseded}
 * @param reason why it is quarantined, or what went wrong last
 * @param findings what is missing of a document that is indexed in part; else none
 * @param classes exception classes, outermost first; never a message
 */
public record JobReport(
    UUID job,
    UUID documentId,
    String source,
    String externalId,
    String state,
    int attempts,
    @Nullable String reason,
    @Nullable String classes,
    List<String> frames,
    List<String> findings,
    String sha256,
    long bytes,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  public JobReport {
    frames = List.copyOf(frames);
    findings = List.copyOf(findings);
  }

  @Override
  public String toString() {
    return "JobReport[" + job + ", " + state + "]";
  }
}

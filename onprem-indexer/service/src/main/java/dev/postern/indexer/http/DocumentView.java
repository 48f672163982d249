package dev.postern.indexer.http;

import dev.postern.indexer.ingest.Catalogued;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A document without its content. */
public record DocumentView(
    UUID documentId,
    String source,
    String externalId,
    String title,
    String classification,
    List<String> labels,
    AclView acl,
    List<String> patients,
    String state,
    int version,
    int chunks,
    UUID job,
    Instant createdAt,
    Instant updatedAt) {

  static DocumentView of(Catalogued document) {
    return new DocumentView(
        document.id(),
        document.source(),
        document.externalId(),
        document.title(),
        document.classification().word(),
        document.labels(),
        AclView.ofPrincipals(document.principals()),
        document.patients(),
        document.state(),
        document.version(),
        document.chunks(),
        document.job(),
        document.createdAt(),
        document.updatedAt());
  }

  @Override
  public String toString() {
    return "DocumentView[" + documentId + "]";
  }
}

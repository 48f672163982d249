package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code document}; what searches compare is read by hand-written SQL. */
@Entity
@Table(name = "document")
class DocumentEntity {

  @Id UUID id;
  String tenant;
  String source;

  @Column(name = "external_id")
  String externalId;

  String title;

  @Column(name = "given_title")
  String givenTitle;

  short classification;
  String[] labels;
  String[] acl;

  @Column(name = "latest_version")
  int latestVersion;

  @Column(name = "current_version")
  @Nullable Integer currentVersion;

  @Column(name = "chunk_count")
  int chunkCount;

  @Column(name = "content_sha256")
  String contentSha256;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;
}

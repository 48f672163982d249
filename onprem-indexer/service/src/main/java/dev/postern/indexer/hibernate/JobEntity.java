package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code ingest_job}. */
@Entity
@Table(name = "ingest_job")
class JobEntity {

  static final String QUEUED = "queued";
  static final String RECORDED = "recorded";
  static final String DONE = "done";
  static final String QUARANTINED = "quarantined";
  static final String SUPERSEDED = "superseded";

  @Id UUID id;
  String tenant;

  @Column(name = "document_id")
  UUID documentId;

  int version;

  @Column(name = "document_type")
  String documentType;

  String state;
  int attempts;
  int failures;
  int deaths;
  int interruptions;
  boolean held;

  @Column(name = "not_before")
  Instant notBefore;

  @Column(name = "content_sha256")
  String contentSha256;

  @Column(name = "content_bytes")
  long contentBytes;

  /** What came with the upload; the document's own once this version is indexed. */
  @Column(name = "given_title")
  String givenTitle;

  short classification;
  String[] labels;
  String[] acl;
  String[] subjects;

  /** What is missing of the indexed document. */
  String[] findings;

  @Nullable String draft;
  @Nullable String reason;

  @Column(name = "error_classes")
  @Nullable String errorClasses;

  @Column(name = "error_frames")
  String @Nullable [] errorFrames;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;
}

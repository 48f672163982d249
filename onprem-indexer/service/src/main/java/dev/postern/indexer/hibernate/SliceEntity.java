package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code ingest_slice} without its result, which is large. */
@Entity
@Table(name = "ingest_slice")
class SliceEntity {

  /** Parts of a job never overlap. */
  @Embeddable
  record Key(@Column(name = "job_id") UUID jobId, @Column(name = "first_page") int firstPage)
      implements Serializable {}

  @EmbeddedId Key key;

  @Column(name = "last_page")
  int lastPage;

  String state;
  int attempts;
  int deaths;
  int failures;
  String[] notes;
  @Nullable String reason;

  @Column(name = "error_classes")
  @Nullable String errorClasses;

  @Column(name = "error_frames")
  String @Nullable [] errorFrames;
}

package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The bytes of a document until it is indexed or removed. */
@Entity
@Table(name = "upload")
class UploadEntity {

  @Id
  @Column(name = "job_id")
  UUID jobId;

  byte[] content;
}

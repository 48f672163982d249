package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A row of {@code document_subject}. */
@Entity
@Table(name = "document_subject")
class DocumentSubjectEntity {

  /** A document concerns a patient once. */
  @Embeddable
  record Key(@Column(name = "document_id") UUID documentId, String handle)
      implements Serializable {}

  @EmbeddedId Key key;
  String tenant;
}

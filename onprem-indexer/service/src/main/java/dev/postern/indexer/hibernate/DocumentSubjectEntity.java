package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
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

  /** The patients whom a document concerns, in order of their handles. */
  static List<String> handles(EntityManager entities, UUID document) {
    return entities
        .createQuery(
            "select key.handle from DocumentSubjectEntity where key.documentId = :id"
                + " order by key.handle",
            String.class)
        .setParameter("id", document)
        .getResultList();
  }
}

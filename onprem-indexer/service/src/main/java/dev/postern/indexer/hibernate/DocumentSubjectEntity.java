package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Collection;
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

  /** From now on it concerns these. */
  static void replace(
      EntityManager entities, DocumentEntity document, Collection<String> patients) {
    entities
        .createQuery("delete from DocumentSubjectEntity where key.documentId = :id")
        .setParameter("id", document.id)
        .executeUpdate();
    for (String handle : patients.stream().distinct().toList()) {
      DocumentSubjectEntity concerned = new DocumentSubjectEntity();
      concerned.key = new Key(document.id, handle);
      concerned.tenant = document.tenant;
      entities.persist(concerned);
    }
  }
}

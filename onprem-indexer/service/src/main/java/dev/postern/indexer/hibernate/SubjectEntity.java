package dev.postern.indexer.hibernate;

import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code subject}. */
@Entity
@Table(name = "subject")
class SubjectEntity {

  /** A handle is unique within its tenant. */
  @Embeddable
  record Key(String tenant, String handle) implements Serializable {}

  @EmbeddedId Key key;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Relationship> relationships;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Consent> consents;

  String[] flags;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** Only documents told of the patient; no record was sent. */
  @Column(name = "from_documents")
  boolean fromDocuments;
}

package dev.postern.indexer.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of {@code audit_acknowledged}. */
@Entity
@Table(name = "audit_acknowledged")
class AcknowledgedEntity {

  @Id boolean one;
  String origin;
  long idx;

  @Column(name = "leaf_hash")
  String leafHash;
}

package dev.postern.indexer.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code known_value}. */
@Entity
@Table(name = "known_value")
class KnownValueEntity {

  @Id UUID id;
  String tenant;
  String handle;
  int person;
  String type;
  String value;
  String[] keys;
}

package dev.postern.indexer.subject;

import java.util.List;

/** All that is known of one patient; it replaces what was known before. */
public record SubjectRecord(
    PatientId patient,
    List<KnownValue> known,
    List<Relationship> relationships,
    List<Consent> consents,
    List<String> flags) {

  public SubjectRecord {
    known = List.copyOf(known);
    relationships = List.copyOf(relationships);
    consents = List.copyOf(consents);
    flags = List.copyOf(flags);
  }

  @Override
  public String toString() {
    return "SubjectRecord[" + known.size() + " values]";
  }
}

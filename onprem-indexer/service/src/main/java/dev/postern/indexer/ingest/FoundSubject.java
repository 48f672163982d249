package dev.postern.indexer.ingest;

import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.KnownValue;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.Relationship;
import java.util.List;

/**
 * A patient as a document tells of one. What of it counts is decided by {@link FeedRule}.
 *
 * @param ids under the authorities that the format names
 */
public record FoundSubject(
    List<PatientId> ids,
    List<KnownValue> known,
    List<Relationship> relationships,
    List<Consent> consents,
    List<String> flags) {

  public FoundSubject {
    ids = List.copyOf(ids);
    known = List.copyOf(known);
    relationships = List.copyOf(relationships);
    consents = List.copyOf(consents);
    flags = List.copyOf(flags);
  }

  @Override
  public String toString() {
    return "FoundSubject[" + known.size() + " values]";
  }
}

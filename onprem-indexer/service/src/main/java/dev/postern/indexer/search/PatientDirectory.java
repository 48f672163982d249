package dev.postern.indexer.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Port: patients and their known identifiers. */
public interface PatientDirectory {

  /** The patients whom each document concerns; relationships are the reader's own, in force. */
  Map<UUID, List<Patient>> patientsOf(Collection<UUID> documents, Reader reader);

  /** What is known of these patients. */
  List<KnownIdentifier> known(String tenant, Collection<String> handles);

  /** Which stored identifiers of the tenant have one of these keys. */
  List<Stored> withKeys(String tenant, Collection<String> keys);

  /**
   * A stored identifier by its keys.
   *
   * @param patient handle
   */
  record Stored(List<String> keys, String type, String patient) {
    public Stored {
      keys = List.copyOf(keys);
    }
  }
}

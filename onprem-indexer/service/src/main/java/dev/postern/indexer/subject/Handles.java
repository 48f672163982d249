package dev.postern.indexer.subject;

import java.util.List;

/**
 * Port: patient handles, by a key that never leaves the secrets server. When that gives no answer
 * the adapter's own failure ends the request.
 */
public interface Handles {

  /** The handles of these patients, in order. Whether a patient exists makes no difference. */
  List<String> of(String tenant, List<PatientId> patients);
}

package dev.postern.indexer.ingest;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: documents, and parts of documents, that are kept apart for a person. */
public interface Quarantine {

  /** In the order of arrival, after that job if one is given. */
  List<JobReport> list(String tenant, Optional<UUID> after, int limit);

  /** The document of a job that is kept apart, wholly or in part. */
  Optional<Catalogued> document(String tenant, UUID job);

  /** Back into the queue with a clean slate; false if it is not kept apart. */
  boolean release(String tenant, UUID job);

  /** Forgets what is kept apart; what is indexed of the document stays. False if nothing is. */
  boolean forget(String tenant, UUID job);
}

package dev.postern.indexer.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Port: the documents of each tenant and their jobs. Each method is one commit. */
public interface DocumentRegister {

  /** What an upload became: the document and the job of this content. */
  record Accepted(UUID document, UUID job) {}

  /**
   * Takes an upload. The same content again returns the same job, and its rights, classification,
   * labels, title and patients hold from now on. With other content they hold once that is indexed;
   * until then what is there is only for those who may read both.
   *
   * @param handles of the upload's patients, in their order
   */
  Accepted accept(Upload upload, List<String> handles);

  Optional<Catalogued> find(String tenant, UUID document);

  /** By the source's own name. */
  Optional<Catalogued> find(String tenant, String source, String externalId);

  /** The documents of a source, by the source's own names. */
  Map<String, UUID> documents(String tenant, String source);

  /** From the next query on. */
  void setRights(String tenant, UUID document, Rights rights);

  /** The document and all that came of it. */
  void remove(String tenant, UUID document);

  Optional<JobReport> job(String tenant, UUID job);
}

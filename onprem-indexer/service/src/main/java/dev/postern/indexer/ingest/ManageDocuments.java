package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.AuditTrail.Event;
import dev.postern.indexer.ingest.DocumentRegister.Accepted;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What operators do with documents. Whatever changes who may read something, and every look at a
 * document, is in the log before it takes effect.
 */
public final class ManageDocuments {

  private final DocumentRegister register;
  private final Quarantine quarantine;
  private final KeepSubjects subjects;
  private final AuditTrail audit;

  public ManageDocuments(
      DocumentRegister register, Quarantine quarantine, KeepSubjects subjects, AuditTrail audit) {
    this.register = register;
    this.quarantine = quarantine;
    this.subjects = subjects;
    this.audit = audit;
  }

  /** Takes a document in; see {@link DocumentRegister#accept}. */
  public Accepted accept(String operator, Upload upload) throws AuditTrailUnavailable {
    Optional<Catalogued> before =
        register.find(upload.tenant(), upload.source(), upload.externalId());
    if (before.isPresent() && changesRights(before.get(), upload)) {
      audit.record(new Event.RightsChanged(operator, before.get(), upload.rights()));
    }
    return register.accept(upload, subjects.introduce(upload.tenant(), upload.patients()));
  }

  private static boolean changesRights(Catalogued before, Upload upload) {
    return !before.principals().equals(upload.rights().principals())
        || before.classification() != upload.classification()
        || !before.labels().equals(upload.labels());
  }

  /** One document, if the tenant has it. */
  public Optional<Catalogued> look(String operator, String tenant, UUID document)
      throws AuditTrailUnavailable {
    Optional<Catalogued> found = register.find(tenant, document);
    if (found.isPresent()) {
      audit.record(new Event.Looked(operator, tenant, Event.Kind.DOCUMENT, document, 1));
    }
    return found;
  }

  /** New rights for a document; false if the tenant has no such document. */
  public boolean setRights(String operator, String tenant, UUID document, Rights rights)
      throws AuditTrailUnavailable {
    Optional<Catalogued> found = register.find(tenant, document);
    if (found.isEmpty()) {
      return false;
    }
    audit.record(new Event.RightsChanged(operator, found.get(), rights));
    register.setRights(tenant, document, rights);
    return true;
  }

  /** Removes a document; false if the tenant has no such document. */
  public boolean remove(String operator, String tenant, UUID document)
      throws AuditTrailUnavailable {
    Optional<Catalogued> found = register.find(tenant, document);
    if (found.isEmpty()) {
      return false;
    }
    audit.record(new Event.Removed(operator, found.get()));
    register.remove(tenant, document);
    return true;
  }

  /** The quarantined jobs of a tenant. */
  public List<JobReport> quarantined(
      String operator, String tenant, Optional<UUID> after, int limit)
      throws AuditTrailUnavailable {
    List<JobReport> jobs = quarantine.list(tenant, after, limit);
    audit.record(new Event.Looked(operator, tenant, Event.Kind.QUARANTINE, null, jobs.size()));
    return jobs;
  }

  /** Reads again what is kept apart; false if the tenant has no such job there. */
  public boolean release(String operator, String tenant, UUID job) throws AuditTrailUnavailable {
    if (quarantine.document(tenant, job).isEmpty()) {
      return false;
    }
    audit.record(new Event.Looked(operator, tenant, Event.Kind.QUARANTINE, job, 1));
    return quarantine.release(tenant, job);
  }

  /**
   * Gives up what is kept apart. A document of which nothing is indexed goes with it.
   *
   * @return false if the tenant has no such job there
   */
  public boolean forget(String operator, String tenant, UUID job) throws AuditTrailUnavailable {
    Optional<Catalogued> document = quarantine.document(tenant, job);
    if (document.isEmpty()) {
      return false;
    }
    if (document.get().chunks() == 0) {
      return remove(operator, tenant, document.get().id());
    }
    audit.record(new Event.Looked(operator, tenant, Event.Kind.QUARANTINE, job, 1));
    return quarantine.forget(tenant, job);
  }
}

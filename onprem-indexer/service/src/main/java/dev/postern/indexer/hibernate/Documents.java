package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Catalogued;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentRegister;
import dev.postern.indexer.ingest.JobReport;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.ingest.Upload;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The register of documents and their jobs. */
public final class Documents implements DocumentRegister {

  private final Transactions transactions;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public Documents(EntityManager entities, Clock clock, Supplier<UUID> ids) {
    this.transactions = new Transactions(entities);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Accepted accept(Upload upload, List<String> handles) {
    return transactions.call(
        entities -> {
          DocumentEntity document =
              locked(entities, upload).orElseGet(() -> inserted(entities, upload));
          boolean known = document.contentSha256.equals(upload.sha256());
          PendingRights came = PendingRights.of(upload, handles);
          if (known && latestJob(entities, document).state.equals(JobEntity.DONE)) {
            came.describe(entities, document);
            return new Accepted(document.id, latestJob(entities, document).id);
          }
          came.restrict(entities, document);
          if (known) {
            JobEntity job = latestJob(entities, document);
            came.keep(job);
            return new Accepted(document.id, job.id);
          }
          supersede(entities, document);
          document.latestVersion++;
          document.contentSha256 = upload.sha256();
          return new Accepted(document.id, queue(entities, document, upload, came));
        });
  }

  private static Optional<DocumentEntity> locked(EntityManager entities, Upload upload) {
    return entities
        .createQuery(
            "from DocumentEntity where tenant = :tenant and source = :source and externalId = :id",
            DocumentEntity.class)
        .setParameter("tenant", upload.tenant())
        .setParameter("source", upload.source())
        .setParameter("id", upload.externalId())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /** Two that arrive at once meet in the unique key; the second waits and finds the first's row. */
  private DocumentEntity inserted(EntityManager entities, Upload upload) {
    entities
        .createNativeQuery(
            "insert into document (id, tenant, source, external_id, title, given_title,"
                + " classification, labels, acl, latest_version, chunk_count, content_sha256,"
                + " created_at, updated_at) values (:id, :tenant, :source, :external, '', '', 3,"
                + " '{}', array['u:'], 0, 0, '', :now, :now)"
                + " on conflict (tenant, source, external_id) do nothing")
        .setParameter("id", ids.get())
        .setParameter("tenant", upload.tenant())
        .setParameter("source", upload.source())
        .setParameter("external", upload.externalId())
        .setParameter("now", clock.instant())
        .executeUpdate();
    return locked(entities, upload).orElseThrow();
  }

  private void supersede(EntityManager entities, DocumentEntity document) {
    for (JobEntity job : jobs(entities, document)) {
      if (!job.state.equals(JobEntity.DONE)) {
        job.state = JobEntity.SUPERSEDED;
        job.finishedAt = clock.instant();
        entities
            .createQuery("delete from UploadEntity where jobId = :job")
            .setParameter("job", job.id)
            .executeUpdate();
        entities
            .createQuery("delete from SliceEntity where key.jobId = :job")
            .setParameter("job", job.id)
            .executeUpdate();
      }
    }
  }

  private UUID queue(
      EntityManager entities, DocumentEntity document, Upload upload, PendingRights came) {
    JobEntity job = new JobEntity();
    job.id = ids.get();
    job.tenant = document.tenant;
    job.documentId = document.id;
    job.version = document.latestVersion;
    job.documentType = upload.type().name();
    job.state = JobEntity.QUEUED;
    job.notBefore = clock.instant();
    job.createdAt = clock.instant();
    job.contentSha256 = upload.sha256();
    job.findings = new String[0];
    came.keep(job);
    byte[] content = upload.content().bytes();
    job.contentBytes = content.length;
    entities.persist(job);
    entities.flush();
    UploadEntity stored = new UploadEntity();
    stored.jobId = job.id;
    stored.content = content;
    entities.persist(stored);
    return job.id;
  }

  private static List<JobEntity> jobs(EntityManager entities, DocumentEntity document) {
    return entities
        .createQuery("from JobEntity where documentId = :id order by version desc", JobEntity.class)
        .setParameter("id", document.id)
        .getResultList();
  }

  private static JobEntity latestJob(EntityManager entities, DocumentEntity document) {
    return jobs(entities, document).getFirst();
  }

  @Override
  public Optional<Catalogued> find(String tenant, UUID document) {
    return transactions.call(
        entities -> owned(entities, tenant, document).map(d -> catalogued(entities, d)));
  }

  @Override
  public Optional<Catalogued> find(String tenant, String source, String externalId) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "from DocumentEntity where tenant = :tenant and source = :source"
                        + " and externalId = :id",
                    DocumentEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("source", source)
                .setParameter("id", externalId)
                .getResultStream()
                .findFirst()
                .map(d -> catalogued(entities, d)));
  }

  @Override
  public Map<String, UUID> documents(String tenant, String source) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "select externalId, id from DocumentEntity"
                        + " where tenant = :tenant and source = :source",
                    Object[].class)
                .setParameter("tenant", tenant)
                .setParameter("source", source)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (UUID) row[1])));
  }

  static Optional<DocumentEntity> owned(EntityManager entities, String tenant, UUID document) {
    @Nullable DocumentEntity found = entities.find(DocumentEntity.class, document);
    return found != null && found.tenant.equals(tenant) ? Optional.of(found) : Optional.empty();
  }

  static Catalogued catalogued(EntityManager entities, DocumentEntity document) {
    JobEntity job = latestJob(entities, document);
    List<String> patients = DocumentSubjectEntity.handles(entities, document.id);
    String state =
        switch (job.state) {
          case JobEntity.DONE -> job.findings.length == 0 ? "indexed" : "partial";
          case JobEntity.QUARANTINED -> "quarantined";
          default -> "pending";
        };
    return new Catalogued(
        document.id,
        document.tenant,
        document.source,
        document.externalId,
        document.title,
        Classification.values()[document.classification],
        List.of(document.labels),
        List.of(document.acl),
        patients,
        state,
        document.latestVersion,
        document.chunkCount,
        job.id,
        document.createdAt,
        document.updatedAt);
  }

  @Override
  public void setRights(String tenant, UUID document, Rights rights) {
    transactions.run(
        entities ->
            owned(entities, tenant, document)
                .ifPresent(
                    found -> {
                      found.acl = rights.principals().toArray(String[]::new);
                      found.updatedAt = clock.instant();
                      jobs(entities, found).stream()
                          .filter(job -> !job.state.equals(JobEntity.SUPERSEDED))
                          .forEach(job -> job.acl = found.acl);
                    }));
  }

  @Override
  public void remove(String tenant, UUID document) {
    transactions.run(
        entities -> {
          List<String> patients = DocumentSubjectEntity.handles(entities, document);
          entities
              .createNativeQuery("delete from document where id = :id and tenant = :tenant")
              .setParameter("id", document)
              .setParameter("tenant", tenant)
              .executeUpdate();
          Patients.forgetUnmentioned(entities, tenant, patients);
        });
  }

  @Override
  public Optional<JobReport> job(String tenant, UUID job) {
    return transactions.call(
        entities -> {
          @Nullable JobEntity found = entities.find(JobEntity.class, job);
          return found != null && found.tenant.equals(tenant)
              ? Optional.of(report(entities, found))
              : Optional.empty();
        });
  }

  static JobReport report(EntityManager entities, JobEntity job) {
    DocumentEntity document = entities.find(DocumentEntity.class, job.documentId);
    boolean begun = job.state.equals(JobEntity.QUEUED) && job.attempts > 0;
    boolean running = begun || job.state.equals(JobEntity.RECORDED);
    return new JobReport(
        job.id,
        job.documentId,
        document.source,
        document.externalId,
        running ? "running" : job.state,
        job.attempts,
        job.reason,
        job.errorClasses,
        job.errorFrames == null ? List.of() : List.of(job.errorFrames),
        List.of(job.findings),
        job.contentSha256,
        job.contentBytes,
        job.createdAt,
        job.finishedAt);
  }
}

package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Ledger;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in PostgreSQL: claims by {@code FOR UPDATE SKIP LOCKED}, a lease instead of a held
 * lock, the attempt's number as fence.
 */
public final class JobLedger implements Ledger {

  private final Transactions transactions;
  private final Clock clock;
  private final Limits limits;

  /**
   * When to give up.
   *
   * @param lease how long a claim stands without being renewed
   * @param failures that quarantine
   * @param deaths that quarantine
   * @param interruptions that quarantine: attempts of which nobody heard again
   */
  public record Limits(Duration lease, int failures, int deaths, int interruptions) {}

  public JobLedger(EntityManager entities, Clock clock, Limits limits) {
    this.transactions = new Transactions(entities);
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public Optional<Job> claim() {
    return transactions.call(
        entities -> {
          Optional<JobEntity> free = free(entities);
          if (free.isEmpty()) {
            return Optional.empty();
          }
          JobEntity job = free.get();
          if (job.held) {
            job.interruptions++;
          }
          if (job.interruptions >= limits.interruptions()) {
            quarantine(job, new Reason("interrupted", "", List.of()));
            return Optional.empty();
          }
          job.held = true;
          job.attempts++;
          job.notBefore = leaseEnd();
          return Optional.of(claimed(entities, job));
        });
  }

  private Instant leaseEnd() {
    return clock.instant().plus(limits.lease());
  }

  private Optional<JobEntity> free(EntityManager entities) {
    return entities
        .createQuery(
            "from JobEntity where state in ('queued', 'recorded') and notBefore <= :now"
                + " order by createdAt",
            JobEntity.class)
        .setParameter("now", clock.instant())
        .setMaxResults(1)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
        .getResultStream()
        .findFirst();
  }

  private static Job claimed(EntityManager entities, JobEntity job) {
    DocumentEntity document = entities.find(DocumentEntity.class, job.documentId);
    return new Job(
        job.id,
        job.tenant,
        document.id,
        job.version,
        DocumentType.valueOf(job.documentType),
        job.attempts,
        job.givenTitle,
        document.source,
        Classification.values()[job.classification],
        List.of(job.labels),
        List.of(job.acl),
        List.of(job.subjects),
        Optional.ofNullable(job.draft));
  }

  @Override
  public byte[] content(Job job) {
    return transactions.call(
        entities -> {
          @Nullable UploadEntity upload = entities.find(UploadEntity.class, job.id());
          if (upload == null) {
            throw new IllegalStateException("the job has no content");
          }
          return upload.content;
        });
  }

  @Override
  public boolean hold(Job job) {
    return change(job, held -> held.notBefore = leaseEnd());
  }

  @Override
  public void publish(Job job, List<String> findings) {
    transactions.run(
        entities -> {
          @Nullable JobEntity held = held(entities, job);
          if (held == null) {
            return;
          }
          DocumentEntity document =
              entities.find(DocumentEntity.class, job.document(), LockModeType.PESSIMISTIC_WRITE);
          document.currentVersion = job.version();
          document.title = title(entities, job);
          describe(entities, document, held, patientsOfParts(entities, job));
          document.chunkCount = chunkCount(entities, job);
          document.updatedAt = clock.instant();
          held.findings = findings.toArray(String[]::new);
          held.state = JobEntity.DONE;
          held.held = false;
          held.finishedAt = clock.instant();
          if (!isKeptApart(entities, job.id())) {
            forgetContent(entities, job.id());
          }
          forgetOlderVersions(entities, job);
        });
  }

  /** From now on the document's rights, labels and patients are those of this version. */
  private static void describe(
      EntityManager entities, DocumentEntity document, JobEntity job, Set<String> told) {
    document.givenTitle = job.givenTitle;
    document.classification = job.classification;
    document.labels = job.labels;
    document.acl = job.acl;
    Set<String> patients = new TreeSet<>(List.of(job.subjects));
    patients.addAll(told);
    DocumentSubjectEntity.replace(entities, document, patients);
  }

  private Set<String> patientsOfParts(EntityManager entities, Job job) {
    Set<String> patients = new TreeSet<>();
    SliceRows.results(entities, job.id()).forEach(part -> patients.addAll(part.patients()));
    return patients;
  }

  private static String title(EntityManager entities, Job job) {
    return (String)
        entities
            .createNativeQuery(
                "select title from document_text where document_id = :id and version = :version",
                String.class)
            .setParameter("id", job.document())
            .setParameter("version", job.version())
            .getSingleResult();
  }

  private static int chunkCount(EntityManager entities, Job job) {
    return (Integer)
        entities
            .createNativeQuery(
                "select cast(count(*) as integer) from chunk"
                    + " where document_id = :id and version = :version",
                Integer.class)
            .setParameter("id", job.document())
            .setParameter("version", job.version())
            .getSingleResult();
  }

  /** A part of it waits for a person: the bytes and the other parts' results wait with it. */
  private static boolean isKeptApart(EntityManager entities, UUID job) {
    return entities
            .createQuery(
                "select count(*) from SliceEntity where key.jobId = :job and state = 'quarantined'",
                Long.class)
            .setParameter("job", job)
            .getSingleResult()
        > 0;
  }

  static void forgetContent(EntityManager entities, UUID job) {
    for (String table : List.of("upload", "ingest_slice")) {
      entities
          .createNativeQuery("delete from " + table + " where job_id = :job")
          .setParameter("job", job)
          .executeUpdate();
    }
  }

  private static void forgetOlderVersions(EntityManager entities, Job job) {
    for (String table : List.of("chunk", "document_text")) {
      entities
          .createNativeQuery(
              "delete from " + table + " where document_id = :id and version < :version")
          .setParameter("id", job.document())
          .setParameter("version", job.version())
          .executeUpdate();
    }
  }

  @Override
  public void giveBack(Job job, Duration pause) {
    change(
        job,
        held -> {
          held.held = false;
          held.notBefore = clock.instant().plus(pause);
        });
  }

  @Override
  public void interrupted(Job job, Reason reason) {
    change(
        job,
        held -> {
          held.interruptions++;
          again(held, reason, held.interruptions >= limits.interruptions());
        });
  }

  @Override
  public void died(Job job, Reason reason) {
    change(
        job,
        held -> {
          held.deaths++;
          again(held, reason, held.deaths >= limits.deaths());
        });
  }

  @Override
  public void failed(Job job, Reason reason) {
    change(
        job,
        held -> {
          held.failures++;
          again(held, reason, held.failures >= limits.failures());
        });
  }

  @Override
  public void quarantine(Job job, Reason reason) {
    change(job, held -> quarantine(held, reason));
  }

  private void again(JobEntity job, Reason reason, boolean enough) {
    if (enough) {
      quarantine(job, reason);
    } else {
      tell(job, reason);
      job.held = false;
      job.notBefore = clock.instant();
    }
  }

  private void quarantine(JobEntity job, Reason reason) {
    tell(job, reason);
    job.state = JobEntity.QUARANTINED;
    job.held = false;
    job.finishedAt = clock.instant();
  }

  private static void tell(JobEntity job, Reason reason) {
    job.reason = reason.code();
    job.errorClasses = reason.classes();
    job.errorFrames = reason.frames().toArray(String[]::new);
  }

  private boolean change(Job job, Consumer<JobEntity> change) {
    return transactions.call(
        entities -> {
          @Nullable JobEntity held = held(entities, job);
          if (held != null) {
            change.accept(held);
          }
          return held != null;
        });
  }

  /** The row, if this attempt is still the one that holds it. */
  static @Nullable JobEntity held(EntityManager entities, Job job) {
    @Nullable JobEntity row =
        entities.find(JobEntity.class, job.id(), LockModeType.PESSIMISTIC_WRITE);
    boolean open =
        row != null
            && row.held
            && row.attempts == job.attempt()
            && (row.state.equals(JobEntity.QUEUED) || row.state.equals(JobEntity.RECORDED));
    return open ? row : null;
  }
}

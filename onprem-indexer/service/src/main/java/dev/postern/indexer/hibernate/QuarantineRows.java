package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Catalogued;
import dev.postern.indexer.ingest.JobReport;
import dev.postern.indexer.ingest.Quarantine;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs that are kept apart, and those of which a part is. */
public final class QuarantineRows implements Quarantine {

  private static final String APART =
      "(state = 'quarantined' or state = 'done' and exists (select 1 from SliceEntity s"
          + " where s.key.jobId = j.id and s.state = 'quarantined'))";

  private final Transactions transactions;
  private final Clock clock;

  public QuarantineRows(EntityManager entities, Clock clock) {
    this.transactions = new Transactions(entities);
    this.clock = clock;
  }

  @Override
  public List<JobReport> list(String tenant, Optional<UUID> after, int limit) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "from JobEntity j where tenant = :tenant and id > :after and "
                        + APART
                        + " order by id",
                    JobEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("after", after.orElse(new UUID(0, 0)))
                .setMaxResults(limit)
                .getResultStream()
                .map(job -> Documents.report(entities, job))
                .toList());
  }

  @Override
  public Optional<Catalogued> document(String tenant, UUID job) {
    return transactions.call(
        entities -> {
          @Nullable JobEntity found = apart(entities, tenant, job);
          return found == null
              ? Optional.empty()
              : Documents.owned(entities, tenant, found.documentId)
                  .map(document -> Documents.catalogued(entities, document));
        });
  }

  private static @Nullable JobEntity apart(EntityManager entities, String tenant, UUID job) {
    return entities
        .createQuery(
            "from JobEntity j where id = :id and tenant = :tenant and " + APART, JobEntity.class)
        .setParameter("id", job)
        .setParameter("tenant", tenant)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean release(String tenant, UUID job) {
    return transactions.call(
        entities -> {
          @Nullable JobEntity found = apart(entities, tenant, job);
          if (found == null) {
            return false;
          }
          boolean whole = found.state.equals(JobEntity.QUARANTINED);
          String again =
              whole
                  ? "delete from ingest_slice where job_id = :job"
                  : "update ingest_slice set state = 'open', deaths = 0, failures = 0"
                      + " where job_id = :job and state = 'quarantined'";
          entities.createNativeQuery(again).setParameter("job", job).executeUpdate();
          found.draft = whole ? found.draft : null;
          found.state = found.draft == null ? JobEntity.QUEUED : JobEntity.RECORDED;
          found.failures = 0;
          found.deaths = 0;
          found.interruptions = 0;
          found.notBefore = clock.instant();
          found.finishedAt = null;
          return true;
        });
  }

  @Override
  public boolean forget(String tenant, UUID job) {
    return transactions.call(
        entities -> {
          @Nullable JobEntity found = apart(entities, tenant, job);
          if (found == null) {
            return false;
          }
          found.state =
              found.state.equals(JobEntity.QUARANTINED) ? JobEntity.SUPERSEDED : found.state;
          JobLedger.forgetContent(entities, job);
          return true;
        });
  }
}

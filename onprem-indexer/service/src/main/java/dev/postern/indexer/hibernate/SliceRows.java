package dev.postern.indexer.hibernate;

import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Ledger.Reason;
import dev.postern.indexer.ingest.PageRange;
import dev.postern.indexer.ingest.Slice;
import dev.postern.indexer.ingest.SliceResult;
import dev.postern.indexer.ingest.Slices;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The parts of documents in PostgreSQL, fenced like the ledger by the attempt of their job. */
public final class SliceRows implements Slices {

  private static final String OPEN = "open";

  private final Transactions transactions;

  public SliceRows(EntityManager entities) {
    this.transactions = new Transactions(entities);
  }

  @Override
  public List<Slice> of(Job job) {
    return transactions.call(
        entities -> rows(entities, job).stream().map(SliceRows::slice).toList());
  }

  private static List<SliceEntity> rows(EntityManager entities, Job job) {
    return entities
        .createQuery(
            "from SliceEntity where key.jobId = :job order by key.firstPage", SliceEntity.class)
        .setParameter("job", job.id())
        .getResultList();
  }

  private static Slice slice(SliceEntity row) {
    @Nullable Reason reason =
        row.reason == null
            ? null
            : new Reason(
                row.reason,
                row.errorClasses == null ? "" : row.errorClasses,
                row.errorFrames == null ? List.of() : List.of(row.errorFrames));
    return new Slice(
        new PageRange(row.key.firstPage(), row.lastPage),
        Slice.State.valueOf(row.state.toUpperCase(Locale.ROOT)),
        row.attempts,
        row.deaths,
        row.failures,
        List.of(row.notes),
        reason);
  }

  @Override
  public void plan(Job job, List<PageRange> ranges) {
    transactions.run(
        entities -> {
          if (JobLedger.held(entities, job) != null && rows(entities, job).isEmpty()) {
            ranges.forEach(range -> entities.persist(row(job, range)));
          }
        });
  }

  private static SliceEntity row(Job job, PageRange range) {
    SliceEntity row = new SliceEntity();
    row.key = new SliceEntity.Key(job.id(), range.first());
    row.lastPage = range.last();
    row.state = OPEN;
    row.notes = new String[0];
    return row;
  }

  @Override
  public boolean begin(Job job, Slice slice) {
    return change(job, slice, (entities, row) -> row.attempts++);
  }

  @Override
  public boolean keep(Job job, Slice slice, SliceResult result) {
    byte[] bytes = SliceBytes.write(result);
    return change(
        job,
        slice,
        (entities, row) -> {
          row.state = "read";
          row.notes = result.notes().stream().sorted().toArray(String[]::new);
          row.reason = null;
          entities.flush();
          entities
              .createNativeQuery(
                  "update ingest_slice set result = :result"
                      + " where job_id = :job and first_page = :first")
              .setParameter("result", bytes)
              .setParameter("job", job.id())
              .setParameter("first", slice.pages().first())
              .executeUpdate();
        });
  }

  @Override
  public void blame(Job job, Slice slice, boolean died, Reason reason) {
    change(
        job,
        slice,
        (entities, row) -> {
          row.deaths += died ? 1 : 0;
          row.failures += died ? 0 : 1;
          tell(row, reason);
        });
  }

  @Override
  public void divide(Job job, Slice slice, List<PageRange> parts) {
    change(
        job,
        slice,
        (entities, row) -> {
          entities.remove(row);
          entities.flush();
          parts.forEach(part -> entities.persist(row(job, part)));
        });
  }

  @Override
  public void setAside(Job job, Slice slice, Reason reason) {
    change(
        job,
        slice,
        (entities, row) -> {
          row.state = "quarantined";
          tell(row, reason);
        });
  }

  private static void tell(SliceEntity row, Reason reason) {
    row.reason = reason.code();
    row.errorClasses = reason.classes();
    row.errorFrames = reason.frames().toArray(String[]::new);
  }

  private boolean change(Job job, Slice slice, BiConsumer<EntityManager, SliceEntity> change) {
    return transactions.call(
        entities -> {
          if (JobLedger.held(entities, job) == null) {
            return false;
          }
          SliceEntity row =
              entities.find(
                  SliceEntity.class,
                  new SliceEntity.Key(job.id(), slice.pages().first()),
                  LockModeType.PESSIMISTIC_WRITE);
          if (row == null || !row.state.equals(OPEN)) {
            return false;
          }
          change.accept(entities, row);
          return true;
        });
  }

  @Override
  public List<SliceResult> results(Job job) {
    return transactions.call(entities -> results(entities, job.id()));
  }

  static List<SliceResult> results(EntityManager entities, UUID job) {
    return entities
        .createNativeQuery(
            "select result from ingest_slice where job_id = :job and state = 'read'"
                + " order by first_page",
            byte[].class)
        .setParameter("job", job)
        .getResultStream()
        .map(bytes -> SliceBytes.read((byte[]) bytes))
        .toList();
  }
}

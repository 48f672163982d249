package dev.postern.indexer.hibernate;

import dev.postern.indexer.subject.Relationship;
import dev.postern.indexer.subject.SubjectRecord;
import dev.postern.indexer.subject.SubjectRegister;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Patients' records. */
public final class Patients implements SubjectRegister {

  private final Transactions transactions;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public Patients(EntityManager entities, Clock clock, Supplier<UUID> ids) {
    this.transactions = new Transactions(entities);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public List<Relationship> relationships(String tenant, String handle) {
    return transactions.call(
        entities -> {
          @Nullable SubjectEntity record =
              entities.find(SubjectEntity.class, new SubjectEntity.Key(tenant, handle));
          return record == null ? List.of() : List.copyOf(record.relationships);
        });
  }

  @Override
  public void put(String tenant, String handle, SubjectRecord record, List<Keyed> values) {
    transactions.run(
        entities -> {
          SubjectEntity row = new SubjectEntity();
          row.key = new SubjectEntity.Key(tenant, handle);
          row.relationships = record.relationships();
          row.consents = record.consents();
          row.flags = record.flags().toArray(String[]::new);
          row.updatedAt = clock.instant();
          entities.merge(row);
          entities
              .createQuery("delete from KnownValueEntity where tenant = :tenant and handle = :h")
              .setParameter("tenant", tenant)
              .setParameter("h", handle)
              .executeUpdate();
          for (Keyed keyed : values) {
            entities.persist(row(tenant, handle, keyed));
          }
        });
  }

  @Override
  public void introduce(String tenant, String handle, Keyed number) {
    transactions.run(
        entities -> {
          int introduced =
              entities
                  .createNativeQuery(
                      "insert into subject (tenant, handle, relationships, consents, flags,"
                          + " updated_at) values (:tenant, :handle, '[]', '[]', '{}', :now)"
                          + " on conflict (tenant, handle) do nothing")
                  .setParameter("tenant", tenant)
                  .setParameter("handle", handle)
                  .setParameter("now", clock.instant())
                  .executeUpdate();
          if (introduced == 1) {
            entities.persist(row(tenant, handle, number));
          }
        });
  }

  private KnownValueEntity row(String tenant, String handle, Keyed keyed) {
    KnownValueEntity row = new KnownValueEntity();
    row.id = ids.get();
    row.tenant = tenant;
    row.handle = handle;
    row.person = keyed.value().person();
    row.type = keyed.value().type();
    row.value = keyed.value().value();
    row.keys = keyed.keys().stream().sorted().toArray(String[]::new);
    return row;
  }
}

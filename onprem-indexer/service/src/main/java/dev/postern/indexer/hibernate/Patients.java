package dev.postern.indexer.hibernate;

import dev.postern.indexer.search.KnownIdentifier;
import dev.postern.indexer.search.Patient;
import dev.postern.indexer.search.PatientDirectory;
import dev.postern.indexer.search.Reader;
import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import dev.postern.indexer.subject.SubjectRecord;
import dev.postern.indexer.subject.SubjectRegister;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Patients' records. */
public final class Patients implements PatientDirectory, SubjectRegister {

  private final Transactions transactions;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public Patients(EntityManager entities, Clock clock, Supplier<UUID> ids) {
    this.transactions = new Transactions(entities);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Map<UUID, List<Patient>> patientsOf(Collection<UUID> documents, Reader reader) {
    if (documents.isEmpty()) {
      return Map.of();
    }
    return transactions.call(
        entities -> {
          Map<UUID, List<Patient>> patients = new HashMap<>();
          entities
              .createQuery(
                  "from DocumentSubjectEntity where tenant = :tenant"
                      + " and key.documentId in :documents order by key.handle",
                  DocumentSubjectEntity.class)
              .setParameter("tenant", reader.tenant())
              .setParameter("documents", documents)
              .getResultStream()
              .forEach(
                  row ->
                      patients
                          .computeIfAbsent(row.key.documentId(), d -> new ArrayList<>())
                          .add(patient(entities, reader, row.key.handle())));
          return patients;
        });
  }

  private Patient patient(EntityManager entities, Reader reader, String handle) {
    @Nullable SubjectEntity record =
        entities.find(SubjectEntity.class, new SubjectEntity.Key(reader.tenant(), handle));
    if (record == null) {
      return new Patient(handle, null, List.of(), List.of());
    }
    List<String> principals = reader.principals();
    Instant now = clock.instant();
    @Nullable Relationship theirs =
        record.relationships.stream()
            .filter(r -> principals.contains(r.principal()))
            .filter(r -> r.until() == null || r.until().isAfter(now))
            .findFirst()
            .orElse(null);
    List<Consent> inForce =
        record.consents.stream().filter(c -> c.until() == null || c.until().isAfter(now)).toList();
    return new Patient(handle, theirs, inForce, List.of(record.flags));
  }

  @Override
  public List<KnownIdentifier> known(String tenant, Collection<String> handles) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "from KnownValueEntity where tenant = :tenant and handle in :handles"
                        + " order by handle, person, id",
                    KnownValueEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("handles", handles)
                .getResultStream()
                .map(
                    row ->
                        new KnownIdentifier(
                            row.type, row.value, row.handle + "/" + row.person, row.handle))
                .toList());
  }

  @Override
  public List<Stored> withKeys(String tenant, Collection<String> keys) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "from KnownValueEntity where tenant = :tenant"
                        + " and array_intersects(keys, :keys)",
                    KnownValueEntity.class)
                .setParameter("tenant", tenant)
                .setParameter("keys", keys.toArray(String[]::new))
                .getResultStream()
                .map(row -> new Stored(List.of(row.keys), row.type, row.handle))
                .toList());
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

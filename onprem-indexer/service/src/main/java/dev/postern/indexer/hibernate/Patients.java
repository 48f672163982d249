package dev.postern.indexer.hibernate;

import dev.postern.indexer.subject.Relationship;
import dev.postern.indexer.subject.SubjectRecord;
import dev.postern.indexer.subject.SubjectRegister;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  public void merge(String tenant, String handle, SubjectRecord record, List<Keyed> values) {
    transactions.run(
        entities -> {
          introduced(entities, tenant, handle);
          SubjectEntity row =
              entities.find(
                  SubjectEntity.class,
                  new SubjectEntity.Key(tenant, handle),
                  LockModeType.PESSIMISTIC_WRITE);
          row.relationships =
              record.relationships().isEmpty() ? row.relationships : record.relationships();
          row.consents = record.consents().isEmpty() ? row.consents : record.consents();
          row.flags = record.flags().isEmpty() ? row.flags : record.flags().toArray(String[]::new);
          row.updatedAt = clock.instant();
          add(entities, tenant, handle, values);
        });
  }

  /** New values only; a relative is whom a name on record already tells of, or a new person. */
  private void add(EntityManager entities, String tenant, String handle, List<Keyed> values) {
    List<KnownValueEntity> there = valuesOf(entities, tenant, handle);
    Map<String, Integer> byName = new HashMap<>();
    int persons = 0;
    for (KnownValueEntity value : there) {
      persons = Math.max(persons, value.person);
      if (value.person > 0 && value.type.equals("PERSON")) {
        byName.put(value.value, value.person);
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0));
    for (Keyed keyed : values) {
      @Nullable Integer same = byName.get(keyed.value().value());
      if (keyed.value().person() > 0 && keyed.value().type().equals("PERSON") && same != null) {
        numbers.putIfAbsent(keyed.value().person(), same);
      }
    }
    for (Keyed keyed : values) {
      if (!numbers.containsKey(keyed.value().person())) {
        numbers.put(keyed.value().person(), ++persons);
      }
      KnownValueEntity row = row(tenant, handle, keyed);
      row.person = numbers.get(keyed.value().person());
      if (there.stream().noneMatch(old -> isSame(old, row))) {
        entities.persist(row);
      }
    }
  }

  private static boolean isSame(KnownValueEntity one, KnownValueEntity other) {
    return one.person == other.person
        && one.type.equals(other.type)
        && one.value.equals(other.value);
  }

  private static List<KnownValueEntity> valuesOf(
      EntityManager entities, String tenant, String handle) {
    return entities
        .createQuery(
            "from KnownValueEntity where tenant = :tenant and handle = :h", KnownValueEntity.class)
        .setParameter("tenant", tenant)
        .setParameter("h", handle)
        .getResultList();
  }

  /** Forgets those of whom only documents told, and none does any more. */
  static void forgetUnmentioned(EntityManager entities, String tenant, List<String> handles) {
    String unmentioned =
        " and from_documents and not exists (select from document_subject d"
            + " where d.tenant = :tenant and d.handle = :h)";
    for (String handle : handles) {
      entities
          .createNativeQuery(
              "delete from known_value where tenant = :tenant and handle = :h and exists (select"
                  + " from subject where tenant = :tenant and handle = :h"
                  + unmentioned
                  + ")")
          .setParameter("tenant", tenant)
          .setParameter("h", handle)
          .executeUpdate();
      entities
          .createNativeQuery(
              "delete from subject where tenant = :tenant and handle = :h" + unmentioned)
          .setParameter("tenant", tenant)
          .setParameter("h", handle)
          .executeUpdate();
    }
  }

  @Override
  public void introduce(String tenant, String handle, Keyed number) {
    transactions.run(
        entities -> {
          if (introduced(entities, tenant, handle)) {
            entities.persist(row(tenant, handle, number));
          }
        });
  }

  private boolean introduced(EntityManager entities, String tenant, String handle) {
    return entities
            .createNativeQuery(
                "insert into subject (tenant, handle, relationships, consents, flags, updated_at,"
                    + " from_documents) values (:tenant, :handle, '[]', '[]', '{}', :now, true)"
                    + " on conflict (tenant, handle) do nothing")
            .setParameter("tenant", tenant)
            .setParameter("handle", handle)
            .setParameter("now", clock.instant())
            .executeUpdate()
        == 1;
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

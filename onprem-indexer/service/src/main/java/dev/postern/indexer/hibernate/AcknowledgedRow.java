package dev.postern.indexer.hibernate;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.log.Hash;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** The highest acknowledged audit entry, one row for all replicas. */
public final class AcknowledgedRow implements AcknowledgedMemory {

  private final Transactions transactions;

  public AcknowledgedRow(EntityManager entities) {
    this.transactions = new Transactions(entities);
  }

  @Override
  public Optional<Acknowledged> highest() {
    return transactions.call(
        entities ->
            Optional.ofNullable(entities.find(AcknowledgedEntity.class, true))
                .map(row -> new Acknowledged(row.origin, row.idx, Hash.parseHex(row.leafHash))));
  }

  @Override
  public void remember(Acknowledged entry) {
    transactions.run(
        entities ->
            entities
                .createNativeQuery(
                    "insert into audit_acknowledged as a (one, origin, idx, leaf_hash)"
                        + " values (true, :origin, :idx, :hash) on conflict (one) do update"
                        + " set idx = excluded.idx, leaf_hash = excluded.leaf_hash"
                        + " where a.origin = excluded.origin and a.idx < excluded.idx")
                .setParameter("origin", entry.origin())
                .setParameter("idx", entry.index())
                .setParameter("hash", entry.leafHash().hex())
                .executeUpdate());
  }

  @Override
  public void follow(Acknowledged from, Acknowledged to) {
    transactions.run(
        entities ->
            entities
                .createNativeQuery(
                    "update audit_acknowledged set origin = :origin, idx = :idx, leaf_hash = :hash"
                        + " where origin = :old")
                .setParameter("origin", to.origin())
                .setParameter("idx", to.index())
                .setParameter("hash", to.leafHash().hex())
                .setParameter("old", from.origin())
                .executeUpdate());
  }
}

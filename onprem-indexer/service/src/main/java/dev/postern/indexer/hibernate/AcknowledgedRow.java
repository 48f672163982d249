package dev.postern.indexer.hibernate;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.log.Hash;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
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
            entities
                .createNativeQuery(
                    "select origin, idx, leaf_hash from audit_acknowledged", Tuple.class)
                .getResultStream()
                .findFirst()
                .map(Tuple.class::cast)
                .map(
                    row ->
                        new Acknowledged(
                            row.get(0, String.class),
                            row.get(1, Long.class),
                            Hash.parseHex(row.get(2, String.class)))));
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
}

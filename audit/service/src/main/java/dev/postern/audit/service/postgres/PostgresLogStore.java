package dev.postern.audit.service.postgres;

import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Reconciliation;
import dev.postern.audit.log.Hash;
import dev.postern.audit.service.sequencer.AbandonedIntent;
import dev.postern.audit.service.sequencer.Batch;
import dev.postern.audit.service.sequencer.Inconsistent;
import dev.postern.audit.service.sequencer.Intent;
import dev.postern.audit.service.sequencer.Known;
import dev.postern.audit.service.sequencer.LogState;
import dev.postern.audit.service.sequencer.LogStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The log's tables, as the sequencer uses them. */
public final class PostgresLogStore implements LogStore {
  private final Database database;
  private final BatchWriter batches;
  private final LeaseRow leases;
  private final String origin;

  /** A store under the application's login; it must not own the tables. */
  public PostgresLogStore(DataSource source, String origin, Clock clock) {
    this.database = new Database(source);
    this.batches = new BatchWriter(clock);
    this.leases = new LeaseRow(database, origin);
    this.origin = origin;
  }

  @Override
  public void requireDurable() {
    database.run(Durability::require);
  }

  @Override
  public boolean lead(String holder, Duration lease) {
    return leases.take(holder, lease);
  }

  @Override
  public LogState load() {
    return database.run(
        connection -> {
          var sql = "SELECT origin, size, root, epoch FROM head";
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
              throw new Inconsistent("the head is gone");
            }
            if (!origin.equals(rows.getString(1))) {
              throw new Inconsistent(
                  "the log is " + rows.getString(1) + ", configured is " + origin);
            }
            long size = rows.getLong(2);
            var edge = new StoredEdge(connection, size).load();
            return new LogState(rows.getLong(4), size, Hash.of(rows.getBytes(3)), edge);
          }
        });
  }

  @Override
  public boolean renew(long epoch, long size, Duration lease) {
    return leases.renew(epoch, size, lease);
  }

  @Override
  public void release(long epoch) {
    leases.release(epoch);
  }

  @Override
  public boolean commit(Batch batch, Duration lease) {
    return database.durably(
        connection -> {
          boolean leads = batches.advance(connection, batch, lease);
          if (leads) {
            batches.write(connection, batch);
          }
          return leads;
        });
  }

  @Override
  public Map<UUID, Known> find(Collection<UUID> ids) {
    return database.run(
        connection -> {
          var found = new HashMap<UUID, Known>();
          var sql = "SELECT id, idx, hash FROM leaf WHERE id = ANY (?)";
          try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                found.put(
                    rows.getObject(1, UUID.class),
                    new Known(rows.getLong(2), Hash.of(rows.getBytes(3))));
              }
            }
          }
          return found;
        });
  }

  @Override
  public Map<Long, Intent> intents(Collection<Long> indexes) {
    var sql =
        """
        SELECT i.idx, i.type, i.question_id, i.tenant,
          EXISTS (SELECT FROM leaf o WHERE o.ref = i.idx
                  AND o.type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER'))
        FROM leaf i
        WHERE i.idx = ANY (?) AND i.type IN ('EGRESS_INTENT', 'LOCAL_INTENT')
        """;
    return database.run(
        connection -> {
          var found = new HashMap<Long, Intent>();
          try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", indexes.toArray()));
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                found.put(
                    rows.getLong(1),
                    new Intent(
                        rows.getLong(1),
                        EntryType.valueOf(rows.getString(2)),
                        rows.getObject(3, UUID.class),
                        rows.getString(4),
                        rows.getBoolean(5)));
              }
            }
          }
          return found;
        });
  }

  @Override
  public List<AbandonedIntent> abandoned(Duration silence, int limit) {
    var sql =
        """
        SELECT o.idx, o.question_id, o.tenant, o.answer_by < clock_timestamp()
        FROM open_intent o
        WHERE o.answer_by < clock_timestamp()
          OR EXISTS (
            SELECT FROM writer w WHERE w.boot_id = o.boot_id
              AND (w.seen_at < clock_timestamp() - ? * interval '1 millisecond'
                   OR EXISTS (SELECT FROM writer n WHERE n.instance = w.instance
                              AND n.began_at > w.began_at)))
        ORDER BY o.idx LIMIT ?
        """;
    return database.run(
        connection -> {
          var found = new ArrayList<AbandonedIntent>();
          try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, silence.toMillis());
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                found.add(
                    new AbandonedIntent(
                        rows.getLong(1),
                        rows.getObject(2, UUID.class),
                        rows.getString(3),
                        rows.getBoolean(4)
                            ? Reconciliation.Reason.ANSWER_OVERDUE
                            : Reconciliation.Reason.WRITER_GONE));
              }
            }
          }
          return found;
        });
  }

  @Override
  public void heartbeat(String instance, UUID bootId) {
    var sql =
        """
        INSERT INTO writer (instance, boot_id) VALUES (?, ?)
        ON CONFLICT (instance, boot_id) DO UPDATE SET seen_at = clock_timestamp()
        """;
    var rows =
        database.run(
            connection -> {
              try (var insert = connection.prepareStatement(sql)) {
                insert.setString(1, instance);
                insert.setObject(2, bootId);
                return insert.executeUpdate();
              }
            });
    if (rows != 1) {
      throw new IllegalStateException("one run, one row");
    }
  }

  @Override
  public Optional<Known> at(long index) {
    return database.run(
        connection -> {
          try (var select = connection.prepareStatement("SELECT hash FROM leaf WHERE idx = ?")) {
            select.setLong(1, index);
            try (var rows = select.executeQuery()) {
              return rows.next()
                  ? Optional.of(new Known(index, Hash.of(rows.getBytes(1))))
                  : Optional.empty();
            }
          }
        });
  }
}

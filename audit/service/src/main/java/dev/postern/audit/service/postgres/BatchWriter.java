package dev.postern.audit.service.postgres;

import dev.postern.audit.entry.Member;
import dev.postern.audit.log.Tile;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Writes the rows of one batch within the caller's transaction. */
final class BatchWriter {
  private final Clock clock;

  BatchWriter(Clock clock) {
    this.clock = clock;
  }

  /** The fence: only the leader at exactly this size may go on. */
  boolean advance(Connection connection, Batch batch, Duration lease) throws SQLException {
    var sql =
        """
        UPDATE head SET size = ?, root = ?,
          until = clock_timestamp() + ? * interval '1 millisecond'
        WHERE size = ? AND epoch = ?
        """;
    try (var update = connection.prepareStatement(sql)) {
      update.setLong(1, batch.to());
      update.setBytes(2, batch.root().bytes());
      update.setLong(3, lease.toMillis());
      update.setLong(4, batch.from());
      update.setLong(5, batch.epoch());
      return update.executeUpdate() == 1;
    }
  }

  void write(Connection connection, Batch batch) throws SQLException {
    var now = clock.instant();
    copy(
        connection,
        "leaf (idx, id, type, tenant, question_id, ref, committed_at, leaf, hash)",
        batch,
        (rows, index, accepted) -> leaf(rows, index, accepted, now));
    copy(connection, "payload (idx, ciphertext)", batch, BatchWriter::payload);
    copy(connection, "subject (idx, tenant, handle, salt)", batch, BatchWriter::subjects);
    copy(
        connection,
        "open_intent (idx, question_id, tenant, boot_id, answer_by)",
        batch,
        BatchWriter::open);
    tiles(connection, batch);
    close(connection, batch);
  }

  /** The rows that one entry adds to a table. */
  @FunctionalInterface
  private interface RowsOf {
    void write(CopyRows rows, long index, Accepted accepted) throws SQLException;
  }

  private static void copy(Connection connection, String table, Batch batch, RowsOf each)
      throws SQLException {
    try (var rows = CopyRows.into(connection, table)) {
      long index = batch.from();
      for (var accepted : batch.entries()) {
        each.write(rows, index, accepted);
        index++;
      }
      rows.end();
    }
  }

  private static void leaf(CopyRows rows, long index, Accepted accepted, Instant now)
      throws SQLException {
    var entry = accepted.entry();
    rows.row(9)
        .bigint(index)
        .uuid(entry.id())
        .text(entry.type().name())
        .text(entry.tenant())
        .uuid(entry.get(Member.QUESTION_ID))
        .bigint(entry.get(Member.REF))
        .timestamp(now)
        .bytea(entry.leaf())
        .bytea(accepted.leafHash().bytes());
  }

  private static void payload(CopyRows rows, long index, Accepted accepted) throws SQLException {
    var payload = accepted.payload();
    if (payload != null) {
      rows.row(2).bigint(index).bytea(payload.view());
    }
  }

  private static void subjects(CopyRows rows, long index, Accepted accepted) throws SQLException {
    var concerned = accepted.subjects();
    if (concerned != null) {
      for (var handle : concerned.handles()) {
        rows.row(4)
            .bigint(index)
            .text(accepted.entry().tenant())
            .text(handle)
            .bytea(concerned.salt().bytes());
      }
    }
  }

  private static void open(CopyRows rows, long index, Accepted accepted) throws SQLException {
    var entry = accepted.entry();
    if (entry.type().isIntent()) {
      rows.row(5)
          .bigint(index)
          .uuid(entry.get(Member.QUESTION_ID))
          .text(entry.tenant())
          .uuid(entry.get(Member.BOOT_ID))
          .timestamp(Objects.requireNonNull(entry.get(Member.ANSWER_BY)));
    }
  }

  private static void tiles(Connection connection, Batch batch) throws SQLException {
    var sql = "INSERT INTO tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)";
    try (var insert = connection.prepareStatement(sql)) {
      for (var tile : batch.tiles()) {
        insert.setInt(1, tile.path().level());
        insert.setLong(2, tile.path().index());
        insert.setBytes(3, Tile.encode(tile.hashes()));
        insert.setBytes(4, tile.root().bytes());
        insert.addBatch();
      }
      if (!batch.tiles().isEmpty()) {
        insert.executeBatch();
      }
    }
  }

  private static void close(Connection connection, Batch batch) throws SQLException {
    var closed =
        batch.entries().stream()
            .map(Accepted::entry)
            .filter(entry -> entry.type().isClosing())
            .map(entry -> entry.get(Member.REF))
            .filter(Objects::nonNull)
            .toArray();
    if (closed.length > 0) {
      try (var delete =
          connection.prepareStatement("DELETE FROM open_intent WHERE idx = ANY (?)")) {
        delete.setArray(1, connection.createArrayOf("bigint", closed));
        delete.executeUpdate();
      }
    }
  }
}

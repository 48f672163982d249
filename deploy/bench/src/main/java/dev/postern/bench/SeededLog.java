package dev.postern.bench;

import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Fills an empty log's tables by COPY, as its service would have filled them over months: entries,
 * full tiles, and the head that follows from them. Each entry is a real one of its type.
 */
final class SeededLog {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  /** Binary timestamps count from here. */
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private static final int ROWS_AT_ONCE = 20 * TilePath.FULL;

  private final Connection connection;
  private final Random random = new Random(20261122);
  private final TileEdge edge = new TileEdge();
  private final Instant began = Instant.now().minus(Duration.ofDays(1));

  /** Under a login that owns the tables. */
  SeededLog(Connection connection) {
    this.connection = connection;
  }

  /** Writes so many entries, and the head that names them. */
  void write(String origin, long entries) throws SQLException, IOException {
    connection.setAutoCommit(false);
    for (long from = 0; from < entries; from += ROWS_AT_ONCE) {
      rows(from, Math.min(entries, from + ROWS_AT_ONCE));
      connection.commit();
    }
    try (var update =
        connection.prepareStatement("UPDATE head SET origin = ?, size = ?, root = ?")) {
      update.setString(1, origin);
      update.setLong(2, entries);
      update.setBytes(3, edge.tree().root().bytes());
      update.executeUpdate();
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("ANALYZE");
      statement.execute("CHECKPOINT");
    }
  }

  private void rows(long from, long end) throws SQLException, IOException {
    List<TileEdge.FullTile> full = new ArrayList<>();
    Rows leaves = new Rows();
    for (long index = from; index < end; index++) {
      Instant time = began.plusMillis(index / 200);
      Entry entry = entry(time);
      byte[] leaf = entry.leaf();
      Hash hash = Hash.leaf(leaf);
      full.addAll(edge.append(hash));
      leaves.begin(8);
      leaves.number(index);
      leaves.id(entry.id());
      leaves.bytes(entry.type().name().getBytes(StandardCharsets.US_ASCII));
      leaves.bytes("bench".getBytes(StandardCharsets.US_ASCII));
      leaves.id(entry.id());
      leaves.number(Duration.between(POSTGRES_EPOCH, time).toNanos() / 1_000);
      leaves.bytes(leaf);
      leaves.bytes(hash.bytes());
    }
    leaves.into("leaf (idx, id, type, tenant, question_id, committed_at, leaf, hash)");
    tiles(full);
  }

  private void tiles(List<TileEdge.FullTile> full) throws SQLException {
    var sql = "INSERT INTO tile (level, idx, hashes, root) VALUES (?, ?, ?, ?)";
    try (var insert = connection.prepareStatement(sql)) {
      for (TileEdge.FullTile tile : full) {
        insert.setInt(1, tile.path().level());
        insert.setLong(2, tile.path().index());
        insert.setBytes(3, Tile.encode(tile.hashes()));
        insert.setBytes(4, tile.root().bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Entry entry(Instant time) {
    UUID id = id(time);
    return Entry.of(EntryType.NO_SOURCES, id, time, "bench")
        .with(Member.QUESTION_ID, id)
        .with(Member.ACTOR, new Actor("bench", List.of("pwd"), null))
        .with(Member.PURPOSE, "HRESCH")
        .build();
  }

  /** A UUIDv7 (RFC 9562 section 5.7), the same in each run of a size and a time. */
  private UUID id(Instant time) {
    long high = (time.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Rows in the binary form of COPY. */
  private final class Rows {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Rows() throws IOException {
      out.write(SIGNATURE);
      out.writeInt(0);
      out.writeInt(0);
    }

    void begin(int columns) throws IOException {
      out.writeShort(columns);
    }

    void number(long value) throws IOException {
      out.writeInt(Long.BYTES);
      out.writeLong(value);
    }

    void id(UUID value) throws IOException {
      out.writeInt(2 * Long.BYTES);
      out.writeLong(value.getMostSignificantBits());
      out.writeLong(value.getLeastSignificantBits());
    }

    void bytes(byte[] value) throws IOException {
      out.writeInt(value.length);
      out.write(value);
    }

    void into(String table) throws SQLException, IOException {
      out.writeShort(-1);
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      CopyIn in = copy.copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      byte[] all = bytes.toByteArray();
      in.writeToCopy(all, 0, all.length);
      in.endCopy();
    }
  }
}

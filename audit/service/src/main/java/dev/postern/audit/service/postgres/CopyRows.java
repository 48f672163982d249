package dev.postern.audit.service.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows in PostgreSQL's binary COPY format (its manual, "COPY", Binary Format). */
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int ABSENT = -1;
  private static final int ROOM = 1 << 16;

  private ByteBuffer rows = ByteBuffer.allocate(ROOM).put(SIGNATURE).putInt(0).putInt(0);
  private boolean empty = true;

  CopyRows row(int columns) {
    empty = false;
    room(Short.BYTES).putShort((short) columns);
    return this;
  }

  CopyRows bigint(@Nullable Long value) {
    if (value == null) {
      return absent();
    }
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  CopyRows uuid(@Nullable UUID value) {
    if (value == null) {
      return absent();
    }
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  CopyRows text(@Nullable String value) {
    return value == null ? absent() : bytea(value.getBytes(StandardCharsets.UTF_8));
  }

  CopyRows bytea(byte[] value) {
    return bytea(ByteBuffer.wrap(value));
  }

  CopyRows bytea(ByteBuffer value) {
    room(Integer.BYTES + value.remaining()).putInt(value.remaining()).put(value);
    return this;
  }

  CopyRows timestamp(Instant value) {
    var since = Duration.between(EPOCH, value);
    return bigint(since.getSeconds() * 1_000_000 + since.getNano() / 1_000);
  }

  /**
   * Sends the rows, if there are any, within the connection's transaction.
   *
   * @param table the table's name and columns as COPY takes them
   */
  void copy(Connection connection, String table) throws SQLException {
    if (empty) {
      return;
    }
    var sql = "COPY " + table + " FROM STDIN (FORMAT binary)";
    var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      var stream = finish();
      copy.writeToCopy(stream.array(), 0, stream.limit());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** The whole stream, with its end mark. */
  ByteBuffer finish() {
    return room(Short.BYTES).putShort((short) ABSENT).flip();
  }

  private CopyRows absent() {
    room(Integer.BYTES).putInt(ABSENT);
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (rows.remaining() < bytes) {
      int wanted = Math.addExact(rows.position(), bytes);
      long doubled = Math.min(2L * rows.capacity(), Integer.MAX_VALUE - 8);
      rows = ByteBuffer.allocate(Math.max(wanted, (int) doubled)).put(rows.flip());
    }
    return rows;
  }
}

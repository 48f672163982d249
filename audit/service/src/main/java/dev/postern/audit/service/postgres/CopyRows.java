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
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table in PostgreSQL's binary COPY format (its manual, "COPY", Binary
 * Format), within the connection's transaction: sent piece by piece, so that a batch of large rows
 * takes no more memory than one of small ones. Nothing is sent before the first row.
 */
final class CopyRows implements AutoCloseable {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int ABSENT = -1;
  private static final int PIECE = 1 << 16;

  /** A COPY that has begun. */
  interface Stream {
    /** Sends the first {@code length} of these bytes. */
    void send(byte[] bytes, int length) throws SQLException;

    /** Everything was sent. */
    void end() throws SQLException;

    /** Ends it without its rows, unless it has ended. */
    void cancel() throws SQLException;
  }

  /** Begins a COPY. */
  @FunctionalInterface
  interface Begin {
    Stream copy() throws SQLException;
  }

  private final Begin begin;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private @Nullable Stream stream;

  CopyRows(Begin begin) {
    this.begin = begin;
  }

  /**
   * Rows into a table.
   *
   * @param table the table's name and columns as COPY takes them
   */
  static CopyRows into(Connection connection, String table) {
    var sql = "COPY " + table + " FROM STDIN (FORMAT binary)";
    return new CopyRows(
        () -> new ToServer(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql)));
  }

  CopyRows row(int columns) throws SQLException {
    if (stream == null) {
      stream = begin.copy();
      piece = ByteBuffer.allocate(PIECE);
      piece.put(SIGNATURE).putInt(0).putInt(0);
    }
    room(Short.BYTES).putShort((short) columns);
    return this;
  }

  CopyRows bigint(@Nullable Long value) throws SQLException {
    if (value == null) {
      return absent();
    }
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  CopyRows uuid(@Nullable UUID value) throws SQLException {
    if (value == null) {
      return absent();
    }
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  CopyRows text(@Nullable String value) throws SQLException {
    return value == null ? absent() : bytea(value.getBytes(StandardCharsets.UTF_8));
  }

  CopyRows bytea(byte[] value) throws SQLException {
    return bytea(ByteBuffer.wrap(value));
  }

  CopyRows bytea(ByteBuffer value) throws SQLException {
    room(Integer.BYTES).putInt(value.remaining());
    while (value.hasRemaining()) {
      var rest = room(1);
      int length = Math.min(rest.remaining(), value.remaining());
      rest.put(value.slice(value.position(), length));
      value.position(value.position() + length);
    }
    return this;
  }

  CopyRows timestamp(Instant value) throws SQLException {
    var since = Duration.between(EPOCH, value);
    return bigint(since.getSeconds() * 1_000_000 + since.getNano() / 1_000);
  }

  /** All rows are written: they are in the transaction when this returns. */
  void end() throws SQLException {
    if (stream != null) {
      room(Short.BYTES).putShort((short) ABSENT);
      send(stream);
      stream.end();
    }
  }

  /** Ends a COPY whose rows did not all come: the transaction is lost with it. */
  @Override
  public void close() throws SQLException {
    if (stream != null) {
      stream.cancel();
    }
  }

  private CopyRows absent() throws SQLException {
    room(Integer.BYTES).putInt(ABSENT);
    return this;
  }

  private ByteBuffer room(int bytes) throws SQLException {
    if (piece.remaining() < bytes && stream != null) {
      send(stream);
    }
    return piece;
  }

  private void send(Stream to) throws SQLException {
    to.send(piece.array(), piece.position());
    piece.clear();
  }

  private record ToServer(CopyIn copy) implements Stream {
    @Override
    public void send(byte[] bytes, int length) throws SQLException {
      copy.writeToCopy(bytes, 0, length);
    }

    @Override
    public void end() throws SQLException {
      copy.endCopy();
    }

    @Override
    public void cancel() throws SQLException {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}

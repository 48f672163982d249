package dev.postern.audit.service.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's binary COPY format (its manual, "COPY", Binary Format). */
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int rows;

  /** One column's bytes. */
  @FunctionalInterface
  private interface Column {
    void write(DataOutputStream out) throws IOException;
  }

  CopyRows() {
    put(
        stream -> {
          stream.write(SIGNATURE);
          stream.writeInt(0);
          stream.writeInt(0);
        });
  }

  CopyRows row(int columns) {
    rows++;
    return put(stream -> stream.writeShort(columns));
  }

  CopyRows bigint(@Nullable Long value) {
    return value == null
        ? absent()
        : put(
            stream -> {
              stream.writeInt(Long.BYTES);
              stream.writeLong(value);
            });
  }

  CopyRows uuid(@Nullable UUID value) {
    return value == null
        ? absent()
        : put(
            stream -> {
              stream.writeInt(2 * Long.BYTES);
              stream.writeLong(value.getMostSignificantBits());
              stream.writeLong(value.getLeastSignificantBits());
            });
  }

  CopyRows text(@Nullable String value) {
    return value == null ? absent() : bytea(value.getBytes(StandardCharsets.UTF_8));
  }

  CopyRows bytea(byte[] value) {
    return put(
        stream -> {
          stream.writeInt(value.length);
          stream.write(value);
        });
  }

  CopyRows timestamp(Instant value) {
    var since = Duration.between(EPOCH, value);
    return bigint(since.getSeconds() * 1_000_000 + since.getNano() / 1_000);
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** The whole stream, with its end mark. */
  byte[] finish() {
    put(stream -> stream.writeShort(-1));
    return bytes.toByteArray();
  }

  private CopyRows absent() {
    return put(stream -> stream.writeInt(-1));
  }

  private CopyRows put(Column column) {
    try {
      column.write(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}

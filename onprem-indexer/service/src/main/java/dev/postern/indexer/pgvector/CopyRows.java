package dev.postern.indexer.pgvector;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Rows in PostgreSQL's binary COPY format (manual, COPY, "Binary Format"). */
final class CopyRows {

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  CopyRows() {
    bytes.writeBytes(HEADER);
  }

  CopyRows row(int fields) {
    return write(() -> out.writeShort(fields));
  }

  CopyRows uuid(UUID value) {
    return write(
        () -> {
          out.writeInt(16);
          out.writeLong(value.getMostSignificantBits());
          out.writeLong(value.getLeastSignificantBits());
        });
  }

  CopyRows text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return write(
        () -> {
          out.writeInt(utf8.length);
          out.write(utf8);
        });
  }

  CopyRows integer(int value) {
    return write(
        () -> {
          out.writeInt(4);
          out.writeInt(value);
        });
  }

  /** {@code jsonb_recv}: a version byte, then the JSON text. */
  CopyRows jsonb(String json) {
    return text("\u0001" + json);
  }

  /** {@code halfvec_recv}: dimensions, a zero, then each component as an IEEE half. */
  CopyRows halfvec(float[] vector) {
    return write(
        () -> {
          out.writeInt(4 + 2 * vector.length);
          out.writeShort(vector.length);
          out.writeShort(0);
          for (float component : vector) {
            out.writeShort(Float.floatToFloat16(component));
          }
        });
  }

  int size() {
    return bytes.size();
  }

  /** The whole stream with its trailer. */
  byte[] end() {
    write(() -> out.writeShort(-1));
    return bytes.toByteArray();
  }

  private interface Write {
    void run() throws IOException;
  }

  private CopyRows write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

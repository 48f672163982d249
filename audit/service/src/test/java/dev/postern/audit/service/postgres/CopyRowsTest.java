package dev.postern.audit.service.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRowsTest {
  private static final int PIECE = 1 << 16;
  private static final int HEADER = 19;
  private static final int END = Short.BYTES;

  private final Sent sent = new Sent();

  @Test
  void aRowHasTheBytesOfPostgresqlsManual() throws SQLException {
    try (var rows = new CopyRows(() -> sent)) {
      rows.row(5)
          .bigint(258L)
          .uuid(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f"))
          .text("é")
          .text(null)
          .timestamp(Instant.parse("2000-01-01T00:00:01.000002Z"));
      rows.end();
    }
    assertEquals(
        "5047434f50590aff0d0a00"
            + "00000000"
            + "00000000" // signature, flags, extension
            + "0005"
            + "00000008"
            + "0000000000000102"
            + "00000010"
            + "000102030405060708090a0b0c0d0e0f"
            + "00000002"
            + "c3a9"
            + "ffffffff"
            + "00000008"
            + "00000000000f4242"
            + "ffff",
        HexFormat.of().formatHex(sent.bytes.toByteArray()));
    assertEquals(List.of("end", "cancel"), sent.calls);
  }

  @Test
  void aValueIsWholeWhereverThePieceEnds() throws SQLException {
    var random = new Random(20261128);
    for (int length : List.of(0, PIECE - HEADER - 7, PIECE - HEADER - 6, PIECE, 3 * PIECE + 1)) {
      var value = new byte[length];
      random.nextBytes(value);
      var to = new Sent();
      try (var rows = new CopyRows(() -> to)) {
        rows.row(1).bytea(ByteBuffer.wrap(value).asReadOnlyBuffer());
        rows.row(1).bigint(7L);
        rows.end();
      }
      var all = ByteBuffer.wrap(to.bytes.toByteArray()).position(HEADER);
      assertEquals(1, all.getShort());
      assertEquals(length, all.getInt());
      var got = new byte[length];
      all.get(got);
      assertArrayEquals(value, got, "length " + length);
      assertEquals(1, all.getShort());
      assertEquals(Long.BYTES, all.getInt());
      assertEquals(7, all.getLong());
      assertEquals(END, all.remaining());
      assertTrue(to.largest <= PIECE, "a piece of " + to.largest + " bytes");
    }
  }

  @Test
  void withoutRowsNothingIsSent() throws SQLException {
    try (var rows = new CopyRows(() -> sent)) {
      rows.end();
    }
    assertEquals(List.of(), sent.calls);
  }

  @Test
  void rowsThatDidNotAllComeAreCancelled() throws SQLException {
    try (var rows = new CopyRows(() -> sent)) {
      rows.row(1).bigint(1L);
    }
    assertEquals(List.of("cancel"), sent.calls);
  }

  private static final class Sent implements CopyRows.Stream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private int largest;

    @Override
    public void send(byte[] piece, int length) {
      bytes.writeBytes(Arrays.copyOf(piece, length));
      largest = Math.max(largest, length);
    }

    @Override
    public void end() {
      calls.add("end");
    }

    @Override
    public void cancel() {
      calls.add("cancel");
    }
  }
}

package dev.postern.audit.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRowsTest {
  @Test
  void aRowHasTheBytesOfPostgresqlsManual() {
    var rows = new CopyRows();
    rows.row(5)
        .bigint(258L)
        .uuid(UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f"))
        .text("é")
        .text(null)
        .timestamp(Instant.parse("2000-01-01T00:00:01.000002Z"));
    var stream = rows.finish();
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
        HexFormat.of().formatHex(stream.array(), 0, stream.limit()));
  }
}

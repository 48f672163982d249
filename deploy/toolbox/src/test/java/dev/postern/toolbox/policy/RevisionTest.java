package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
  @Test
  void isWrittenAsSerialEndAndDigest() {
    Revision revision = new Revision(7, Instant.ofEpochSecond(1_800_000_000L), "0123456789ab");
    assertEquals("7.1800000000.0123456789ab", revision.toString());
    assertEquals(revision, Revision.parse("7.1800000000.0123456789ab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7.1800000000",
        "0.1800000000.0123456789ab",
        "-1.1800000000.0123456789ab",
        "07.1800000000.0123456789ab",
        "7.1800000000.0123456789AB",
        "7.1800000000.0123456789abc",
        "7.1800000000.0123456789ab\n",
        "9999999999999999999.1800000000.0123456789ab"
      })
  void refusesAnythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> Revision.parse(text));
  }
}

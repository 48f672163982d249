package dev.postern.audit.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubmittedEntriesTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aBodyHasExactlyTheGoldenBytes() throws IOException {
    assertArrayEquals(golden(), SubmittedEntries.write(samples()));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    var expected = samples();
    var read = SubmittedEntries.read(golden());
    assertEquals(expected.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      assertArrayEquals(expected.get(i).leaf(), read.get(i).leaf());
      var payload = expected.get(i).payload();
      var back = read.get(i).payload();
      assertEquals(payload == null ? null : payload.ref(), back == null ? null : back.ref());
      assertEquals(expected.get(i).subjects(), read.get(i).subjects());
    }
  }

  @Test
  void aBodyCutAnywhereOrWithMoreBehindItIsRefused() throws IOException {
    var whole = golden();
    for (int length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThrows(IllegalArgumentException.class, () -> SubmittedEntries.read(cut));
    }
    var longer = Arrays.copyOf(whole, whole.length + 1);
    assertThrows(IllegalArgumentException.class, () -> SubmittedEntries.read(longer));
  }

  @Test
  void randomBytesNeverFailUnforeseenNorReserveWhatTheyOnlyClaim() throws IOException {
    var random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      var body = golden();
      for (int flips = 0; flips <= random.nextInt(4); flips++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        assertNotNull(SubmittedEntries.read(body));
      } catch (IllegalArgumentException expected) {
        assertNotNull(expected.getMessage());
      }
    }
  }

  private static List<Submitted> samples() {
    var intent = Samples.intent();
    return List.of(
        new Submitted(intent.entry(BODY).leaf(), intent.payload(), intent.subjects()),
        new Submitted("{}".getBytes(StandardCharsets.UTF_8), null, null),
        new Submitted("[]".getBytes(StandardCharsets.UTF_8), Payload.of(new byte[] {7}), null));
  }

  private static byte[] golden() throws IOException {
    try (var in = SubmittedEntriesTest.class.getResourceAsStream("/golden/entries.bin")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}

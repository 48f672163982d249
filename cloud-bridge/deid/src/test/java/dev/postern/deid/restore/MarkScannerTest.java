package dev.postern.deid.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkScannerTest {

  @Test
  void marksPassUnknownOnesGoAndTheOrderIsThatOfFirstMarks() {
    MarkScanner scanner = new MarkScanner(3);
    assertEquals(
        "B [S3]. A [S1][S2]. C . [x] [S]",
        scanner.push("B [S3]. A [S1, s2]. C [S9]. [x] [S]") + scanner.finish());
    assertEquals(List.of(3, 1, 2), scanner.order());
    assertEquals(1, scanner.unknown());
  }

  @Test
  void aSplitMarkIsHeldBackAndAnEndingOneIsText() {
    MarkScanner scanner = new MarkScanner(2);
    assertEquals("see ", scanner.push("see [S"));
    assertEquals("[S1] and ", scanner.push("1] and [S2"));
    assertEquals("[S2", scanner.finish());
    assertEquals(List.of(1), scanner.order());
  }

  @Test
  void chunkingChangesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "[S1]", "[S2, S3]", "[S", "]", "[", "S1", " ", "[s2]", ",", "[S77]", "x", "[S1;S2]"
    };
    for (int round = 0; round < 3000; round++) {
      StringBuilder answer = new StringBuilder();
      for (int i = random.nextInt(10); i >= 0; i--) {
        answer.append(parts[random.nextInt(parts.length)]);
      }
      MarkScanner whole = new MarkScanner(3);
      String expected = whole.push(answer.toString()) + whole.finish();
      MarkScanner scanner = new MarkScanner(3);
      StringBuilder shown = new StringBuilder();
      answer.chars().forEach(c -> shown.append(scanner.push(Character.toString(c))));
      assertEquals(expected, shown + scanner.finish(), "seed " + seed + ": " + answer);
      assertEquals(whole.order(), scanner.order());
    }
  }
}

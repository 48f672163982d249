package dev.postern.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void aFigureStandsBesideItsBound() {
    Figure figure = new Figure("audit", "outstanding=128", "throughput", 12000, "entries/s", 24000);
    assertEquals(0.5, figure.ratio());
    assertEquals(
        "{\"bench\":\"audit\",\"case\":\"outstanding=128\",\"metric\":\"throughput\",\"value\":12000.0000,"
            + "\"unit\":\"entries/s\",\"bound\":24000.0000,\"ratio\":0.5000,\"machine\":\"2 cores\"}",
        figure.json("2 cores"));
  }

  @Test
  void withoutABoundNothingIsClaimed() {
    Figure figure = new Figure("question", "c=1", "p50", 20, "ms", Double.NaN);
    assertTrue(figure.json("m").contains("\"bound\":null,\"ratio\":null"));
  }

  @Test
  void percentilesAreNearestRank() {
    List<Long> nanos = LongStream.rangeClosed(1, 100).map(n -> n * 1_000_000).boxed().toList();
    assertEquals(50, Percentiles.ofNanos(nanos).median());
    assertEquals(99, Percentiles.ofNanos(nanos).at(0.99));
    assertEquals(100, Percentiles.ofNanos(nanos).at(1));
    assertThrows(IllegalArgumentException.class, () -> Percentiles.ofNanos(List.of()));
  }
}

package dev.postern.bench;

import java.util.Arrays;
import java.util.Collection;

/** Latencies of one run, in milliseconds. */
public final class Percentiles {

  private final double[] sorted;

  private Percentiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of durations in nanoseconds; at least one. */
  public static Percentiles ofNanos(Collection<Long> nanos) {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    double[] values = nanos.stream().mapToDouble(n -> n / 1e6).toArray();
    Arrays.sort(values);
    return new Percentiles(values);
  }

  /** The nearest-rank percentile, {@code share} between 0 and 1. */
  public double at(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  public double median() {
    return at(0.5);
  }
}

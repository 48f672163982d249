package dev.postern.bench;

import java.util.Locale;
import java.util.Objects;

/**
 * One measured figure and the bound measured in the same run.
 *
 * @param bench name of the benchmark, such as {@code audit}
 * @param scenario the case, such as {@code c=1} or {@code outstanding=128}
 * @param metric {@code throughput}, {@code p50}, {@code p95}, {@code p99} or a named part
 * @param value the figure, in {@code unit}
 * @param unit {@code ms}, {@code entries/s}, ...
 * @param bound what it is compared with, in the same unit; {@code NaN} where there is none
 */
public record Figure(
    String bench, String scenario, String metric, double value, String unit, double bound) {

  public Figure {
    Objects.requireNonNull(bench);
    Objects.requireNonNull(scenario);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(unit);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a figure without a value is no figure");
    }
  }

  /** Value over bound; {@code NaN} without a bound. */
  public double ratio() {
    return value / bound;
  }

  /** One row of the table a person reads. */
  public String row() {
    return String.format(
        Locale.ROOT,
        "%-10s %-28s %-26s %12.2f %-10s %12s %8s",
        bench,
        scenario,
        metric,
        value,
        unit,
        Double.isNaN(bound) ? "" : String.format(Locale.ROOT, "%.2f", bound),
        Double.isNaN(bound) ? "" : String.format(Locale.ROOT, "%.2f", ratio()));
  }

  /** One line of {@code --json}: the keys of the command-line contract. */
  public String json(String machine) {
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"%s\",\"case\":\"%s\",\"metric\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"bound\":%s,\"ratio\":%s,\"machine\":\"%s\"}",
        bench,
        scenario,
        metric,
        value,
        unit,
        number(bound),
        number(ratio()),
        machine);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4f", value);
  }
}

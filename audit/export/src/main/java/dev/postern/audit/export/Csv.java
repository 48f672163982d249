package dev.postern.audit.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an
 * apostrophe.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /** One line with its end; null is an empty cell. */
  public static String line(@Nullable Object... cells) {
    return line(Arrays.asList(cells));
  }

  /** One line with its end; null is an empty cell. */
  public static String line(List<? extends @Nullable Object> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    var text = value == null ? "" : value.toString();
    if (value instanceof Number) {
      return text;
    }
    if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

package dev.postern.parser;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of separated values; each row says its columns' names, if the first row has them. */
final class CommaSeparated {

  private static final int HEAD = 8192;

  private CommaSeparated() {}

  static void read(BufferedReader text, BlockSink blocks) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).setIgnoreEmptyLines(true).get();
    try (CSVParser rows = CSVParser.parse(text, format)) {
      List<String> columns = List.of();
      for (CSVRecord row : rows) {
        List<String> cells = new ArrayList<>();
        row.forEach(cells::add);
        if (row.getRecordNumber() == 1 && areNames(cells)) {
          columns = cells;
          blocks.tableRow(String.join(" | ", cells));
        } else {
          blocks.tableRow(columns.isEmpty() ? String.join(" | ", cells) : named(columns, cells));
        }
      }
    }
  }

  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(HEAD);
    char[] head = new char[HEAD];
    int read = Math.max(0, text.read(head));
    text.reset();
    String first = new String(head, 0, read).lines().findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t', '|'}) {
      if (count(first, candidate) > count(first, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char c) {
    return line.chars().filter(x -> x == c).count();
  }

  /** Names have letters and are no longer than a few words. */
  private static boolean areNames(List<String> cells) {
    return cells.size() > 1
        && cells.stream()
            .allMatch(c -> c.length() <= 60 && c.codePoints().anyMatch(Character::isLetter));
  }

  private static String named(List<String> columns, List<String> cells) {
    StringJoiner row = new StringJoiner(" | ");
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        row.add(i < columns.size() ? columns.get(i).strip() + ": " + cells.get(i) : cells.get(i));
      }
    }
    return row.toString();
  }
}

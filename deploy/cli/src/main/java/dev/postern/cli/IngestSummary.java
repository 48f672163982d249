package dev.postern.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.indexer.Ingestion.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many documents ended how, and why. */
final class IngestSummary {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How a document ends; the order is the table's. */
  private enum End {
    INDEXED("indexed"),
    PARTIAL("partial"),
    QUARANTINED("quarantined"),
    NOT_TAKEN("not taken");

    private final String word;

    End(String word) {
      this.word = word;
    }
  }

  /** One end: of how many documents, and for which reasons; a document may have several. */
  private static final class Row {
    private int documents;
    private final Map<String, Integer> reasons = new TreeMap<>();
  }

  private final Map<End, Row> rows = new TreeMap<>();

  void add(Result result) {
    switch (result) {
      case Result.Indexed whole -> count(End.INDEXED, List.of());
      case Result.Partial some ->
          count(
              End.PARTIAL,
              some.findings().stream()
                  .map(finding -> finding.replaceFirst("^(pages|parts) \\d+-\\d+: ", "$1: "))
                  .distinct()
                  .toList());
      case Result.Quarantined kept -> count(End.QUARANTINED, List.of(kept.reason()));
      case Result.Rejected not ->
          count(End.NOT_TAKEN, List.of(not.reason().replaceFirst(":.*", "")));
    }
  }

  private void count(End end, List<String> reasons) {
    Row row = rows.computeIfAbsent(end, e -> new Row());
    row.documents++;
    reasons.forEach(reason -> row.reasons.merge(reason, 1, Integer::sum));
  }

  private int of(End end) {
    Row row = rows.get(end);
    return row == null ? 0 : row.documents;
  }

  private int documents() {
    return rows.values().stream().mapToInt(row -> row.documents).sum();
  }

  /** Documents of which nothing can be searched. */
  int others() {
    return of(End.QUARANTINED) + of(End.NOT_TAKEN);
  }

  /** A table for a person, the most frequent reason first, then the sentence that sums it up. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    rows.forEach(
        (end, row) -> {
          lines.add(String.format(Locale.ROOT, "%7d  %s", row.documents, end.word));
          row.reasons.entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
              .map(why -> String.format(Locale.ROOT, "%17d  %s", why.getValue(), why.getKey()))
              .forEach(lines::add);
        });
    int partial = of(End.PARTIAL);
    int searchable = of(End.INDEXED) + partial;
    String parts = partial > 0 ? ", " + partial + " of them in part" : "";
    String rest = others() > 0 ? "; " + others() + " cannot." : ".";
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d documents can be searched%s%s",
            searchable,
            documents(),
            parts,
            rest));
    return lines;
  }

  String json() {
    ObjectNode closing = JSON.createObjectNode();
    closing.put("documents", documents());
    closing.put("indexed", of(End.INDEXED)).put("partial", of(End.PARTIAL));
    closing.put("quarantined", of(End.QUARANTINED)).put("not_taken", of(End.NOT_TAKEN));
    ObjectNode reasons = closing.putObject("reasons");
    rows.forEach(
        (end, row) -> {
          if (!row.reasons.isEmpty()) {
            ObjectNode why = reasons.putObject(end.word.replace(' ', '_'));
            row.reasons.forEach(why::put);
          }
        });
    return closing.toString();
  }
}

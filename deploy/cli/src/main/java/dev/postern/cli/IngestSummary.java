package dev.postern.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.indexer.Ingestion.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many documents ended how, and why. */
final class IngestSummary {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Integer> reasons = new TreeMap<>();
  private int documents;
  private int indexed;
  private int partial;

  void add(Result result) {
    documents++;
    switch (result) {
      case Result.Indexed whole -> indexed++;
      case Result.Partial some -> {
        partial++;
        some.findings().stream()
            .map(finding -> finding.replaceFirst("^pages \\d+-\\d+: ", ""))
            .distinct()
            .forEach(finding -> count("partial", finding));
      }
      case Result.Quarantined kept -> count("quarantined", kept.reason());
      case Result.Rejected not -> count("not taken", not.reason().replaceFirst(":.*", ""));
    }
  }

  private void count(String state, String reason) {
    reasons.merge(state + "  " + reason, 1, Integer::sum);
  }

  /** Documents of which nothing can be searched. */
  int others() {
    return documents - indexed - partial;
  }

  /** A table for a person, then the sentence that sums it up. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    reasons.forEach((reason, n) -> lines.add(String.format(Locale.ROOT, "%7d  %s", n, reason)));
    String parts = partial > 0 ? ", " + partial + " of them in part" : "";
    String rest = others() > 0 ? ", " + others() + " not." : ".";
    lines.add((indexed + partial) + " documents can be searched" + parts + rest);
    return lines;
  }

  String json() {
    ObjectNode closing = JSON.createObjectNode();
    closing.put("documents", documents).put("indexed", indexed).put("partial", partial);
    closing.put("others", others());
    ObjectNode why = closing.putObject("reasons");
    reasons.forEach(why::put);
    return closing.toString();
  }
}

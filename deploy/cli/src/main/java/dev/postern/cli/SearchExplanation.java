package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** How a search came to what it finds, for a terminal; ids, ranks and counts only. */
final class SearchExplanation {

  private static final Map<String, String> REASONS =
      Map.of(
          "not_indexed", "not searchable yet",
          "classification", "classified above what was asked for",
          "source", "of other sources",
          "rights", "not open to this user");

  private final Terminal terminal;

  SearchExplanation(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonNode explanation) {
    terminal.print(
        terminal.bold(
            explanation.path("visible_chunks").asLong()
                + " chunks compared, "
                + explanation.path("shape").asText().replace('_', ' ')
                + "; "
                + explanation.path("words").asInt()
                + " words looked for"));
    terminal.print("  dense  lexical  cosine   fused  fate          ref");
    for (JsonNode hit : explanation.path("hits")) {
      terminal.print(
          String.format(
              Locale.ROOT,
              "  %5s  %7s  %6.3f  %6.4f  %-12s  %s",
              rank(hit.path("dense_rank")),
              rank(hit.path("lexical_rank")),
              hit.path("cosine").asDouble(),
              hit.path("fused").asDouble(),
              hit.path("fate").asText().replace('_', ' '),
              hit.path("ref").asText()));
    }
    JsonNode excluded = explanation.path("excluded");
    terminal.print(
        excluded.path("searched").asLong()
            + " of "
            + excluded.path("documents").asLong()
            + " documents searched");
    for (String reason : new java.util.TreeSet<>(REASONS.keySet())) {
      terminal.print(
          String.format(
              Locale.ROOT, "  %6d %s", excluded.path(reason).asLong(), REASONS.get(reason)));
    }
  }

  private static String rank(JsonNode rank) {
    return rank.isNumber() ? rank.asText() : "-";
  }
}

package dev.postern.bench.deid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bench.deid.LabelledText.Gold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the labelled texts of the shared data, each by what its labels mean. */
final class SharedTexts {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Labels of the general set that are no identifiers of 45 CFR 164.514(b)(2). */
  private static final Set<String> NO_IDENTIFIERS = Set.of("TITLE", "NRP", "AGE");

  private static final Pattern YEAR_OR_DAY =
      Pattern.compile(
          "(?i)(?:19|20)\\d\\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\\d{1,2}(?::\\d\\d)+.*");

  /** Abstracts before this one are part of the training text. */
  private static final int FIRST_UNSEEN_ABSTRACT = 250;

  private final Path data;

  SharedTexts(Path data) {
    this.data = data;
  }

  /** Questions of clinicians, with the values that identify; 64 of 300 have none. */
  List<LabelledText> questions() throws IOException {
    List<LabelledText> texts = new ArrayList<>();
    String file = Files.readString(data.resolve("deid/asq_phi_first300.txt"));
    for (String record : file.split("===QUERY===\\R")) {
      int tags = record.indexOf("===PHI_TAGS===");
      if (tags > 0) {
        String text = record.substring(0, tags).strip();
        List<Gold> gold = new ArrayList<>();
        for (String line : record.substring(tags + 14).lines().toList()) {
          if (line.startsWith("{")) {
            JsonNode tag = JSON.readTree(line);
            String type = tag.path("identifier_type").asText();
            gold.addAll(occurrences(text, tag.path("value").asText(), type));
          }
        }
        texts.add(text(texts.size(), "question", text, gold, List.of()));
      }
    }
    return texts;
  }

  /** Sentences from many countries with general personal data. */
  List<LabelledText> general() throws IOException {
    List<LabelledText> texts = new ArrayList<>();
    JsonNode file = JSON.readTree(data.resolve("deid/presidio_synth_v2_first750.json").toFile());
    for (JsonNode record : file) {
      String text = record.path("full_text").asText();
      List<Gold> gold = new ArrayList<>();
      List<Gold> open = new ArrayList<>();
      for (JsonNode span : record.path("spans")) {
        String type = span.path("entity_type").asText();
        int start = text.offsetByCodePoints(0, span.path("start_position").asInt());
        int end = text.offsetByCodePoints(0, span.path("end_position").asInt());
        (counts(type, text.substring(start, end)) ? gold : open).add(new Gold(start, end, type));
      }
      texts.add(text(texts.size(), "general", text, gold, open));
    }
    return texts;
  }

  /** Abstracts that name nobody, none of them seen in training. */
  List<LabelledText> abstracts() throws IOException {
    List<LabelledText> texts = new ArrayList<>();
    int at = 0;
    for (JsonNode article :
        JSON.readTree(data.resolve("retrieval/pubmedqa_dev500.json").toFile())) {
      if (at++ >= FIRST_UNSEEN_ABSTRACT) {
        StringBuilder text = new StringBuilder(article.path("QUESTION").asText());
        article.path("CONTEXTS").forEach(context -> text.append('\n').append(context.asText()));
        texts.add(text(texts.size(), "abstract", text.toString(), List.of(), List.of()));
      }
    }
    return texts;
  }

  private static LabelledText text(
      int number, String kind, String text, List<Gold> gold, List<Gold> open) {
    return new LabelledText(kind + " " + (number + 1), text, gold, open, List.of());
  }

  static List<Gold> occurrences(String text, String value, String type) {
    List<Gold> found = new ArrayList<>();
    for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      found.add(new Gold(at, at + value.length(), type));
    }
    return found;
  }

  /** States, countries and years may be shown: what is larger than a town, what a year is. */
  private static boolean counts(String type, String value) {
    return switch (type) {
      case "GPE" -> !LARGE.contains(value.toLowerCase(Locale.ROOT).strip());
      case "DATE_TIME" -> !YEAR_OR_DAY.matcher(value).matches();
      default -> !NO_IDENTIFIERS.contains(type);
    };
  }

  private static final Set<String> LARGE = large();

  private static Set<String> large() {
    Set<String> names = new HashSet<>();
    for (String code : Locale.getISOCountries()) {
      names.add(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT));
    }
    names.addAll(
        Set.of("usa", "us", "uk", "england", "scotland", "wales", "america", "czech republic"));
    return Set.copyOf(names);
  }
}

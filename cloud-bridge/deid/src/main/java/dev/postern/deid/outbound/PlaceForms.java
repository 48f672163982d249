package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.outbound.Forms.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forms of addresses and organisations: whole, by line, long and short. */
final class PlaceForms {

  private static final int MOST_VARIANTS = 32;
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("street", "st"),
          Map.entry("avenue", "ave"),
          Map.entry("road", "rd"),
          Map.entry("drive", "dr"),
          Map.entry("lane", "ln"),
          Map.entry("boulevard", "blvd"),
          Map.entry("court", "ct"),
          Map.entry("place", "pl"),
          Map.entry("terrace", "ter"),
          Map.entry("highway", "hwy"),
          Map.entry("parkway", "pkwy"),
          Map.entry("square", "sq"),
          Map.entry("circle", "cir"),
          Map.entry("apartment", "apt"),
          Map.entry("suite", "ste"),
          Map.entry("north", "n"),
          Map.entry("south", "s"),
          Map.entry("east", "e"),
          Map.entry("west", "w"),
          Map.entry("saint", "st"),
          Map.entry("mount", "mt"),
          Map.entry("fort", "ft"));
  private static final Map<String, List<String>> LONG =
      Map.ofEntries(
          Map.entry("st", List.of("street", "saint")),
          Map.entry("ave", List.of("avenue", "av")),
          Map.entry("rd", List.of("road")),
          Map.entry("dr", List.of("drive")),
          Map.entry("ln", List.of("lane")),
          Map.entry("blvd", List.of("boulevard")),
          Map.entry("ct", List.of("court")),
          Map.entry("pl", List.of("place")),
          Map.entry("ter", List.of("terrace")),
          Map.entry("hwy", List.of("highway")),
          Map.entry("pkwy", List.of("parkway")),
          Map.entry("sq", List.of("square")),
          Map.entry("cir", List.of("circle")),
          Map.entry("apt", List.of("apartment")),
          Map.entry("ste", List.of("suite")),
          Map.entry("n", List.of("north")),
          Map.entry("s", List.of("south")),
          Map.entry("e", List.of("east")),
          Map.entry("w", List.of("west")),
          Map.entry("mt", List.of("mount")),
          Map.entry("ft", List.of("fort")));
  private static final Set<String> STREETS =
      Set.of(
          "st", "ave", "rd", "dr", "ln", "blvd", "ct", "pl", "ter", "hwy", "pkwy", "sq", "cir",
          "way");

  private final FormWriter writer;

  PlaceForms(FormWriter writer) {
    this.writer = writer;
  }

  void write(IdentifierType type, String value) {
    words(type, value);
    for (String line : value.split("[,\n;]")) {
      List<String> words = split(line);
      boolean numbered = words.stream().anyMatch(word -> Character.isDigit(word.charAt(0)));
      int letters = words.stream().mapToInt(String::length).sum() + Math.max(0, words.size() - 1);
      if (words.isEmpty()
          || WordLists.NAMES.contains(String.join(" ", words))
          || letters < 4 && !numbered) {
        continue;
      }
      if (words.size() > 1 || !numbered) {
        words(type, line);
      }
      words.stream()
          .filter(word -> word.matches("\\d{5}"))
          .forEach(zip -> writer.digits(IdentifierType.ZIP, zip));
      for (int i = 2; i < words.size() - 1; i++) {
        String word = words.get(i);
        if (STREETS.contains(SHORT.getOrDefault(word, word))
            && Character.isDigit(words.getFirst().charAt(0))) {
          variants(type, words.subList(0, i + 1), 0, new ArrayList<>(), new int[] {MOST_VARIANTS});
        }
      }
    }
  }

  /** Words in order; one alone counts as a word. */
  void words(IdentifierType type, String value) {
    List<String> words = split(value);
    if (words.size() == 1 && !Character.isDigit(words.getFirst().charAt(0))) {
      writer.word(type, words.getFirst());
    } else if (words.size() > 1) {
      variants(type, words, 0, new ArrayList<>(), new int[] {MOST_VARIANTS});
    }
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[^\\p{L}\\p{N}\\p{M}]+|(?<=\\d)(?=\\p{L})|(?<=\\p{L})(?=\\d)")) {
      String folded = Squeezed.fold(word);
      if (!folded.isEmpty()) {
        words.add(folded);
      }
    }
    return words;
  }

  private void variants(
      IdentifierType type, List<String> words, int at, List<String> chosen, int[] left) {
    if (at == words.size()) {
      if (left[0]-- > 0 && String.join(" ", chosen).length() > 3) {
        writer.form(type, Shape.WORDS, chosen);
      }
      return;
    }
    String word = words.get(at);
    String brief = SHORT.getOrDefault(word, word);
    List<String> ways = new ArrayList<>(List.of(word));
    ways.add(brief);
    ways.addAll(LONG.getOrDefault(brief, List.of()));
    for (String way : ways.stream().distinct().toList()) {
      if (left[0] > 0) {
        List<String> next = new ArrayList<>(chosen);
        next.add(way);
        variants(type, words, at + 1, next, left);
      }
    }
  }
}

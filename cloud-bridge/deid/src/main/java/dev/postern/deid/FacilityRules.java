package dev.postern.deid;

import java.util.Map;
import java.util.Set;

/**
 * Hospitals, clinics, schools and employers: words with capitals before (or "of" and such words
 * after) a cue word. A facility tells where a person lives, so it counts as an identifier.
 */
final class FacilityRules {

  private static final Map<String, Set<String>> CUES =
      Map.ofEntries(
          Map.entry("hospital", Set.of()),
          Map.entry("hospitals", Set.of()),
          Map.entry("clinic", Set.of()),
          Map.entry("clinics", Set.of()),
          Map.entry("infirmary", Set.of()),
          Map.entry("hospice", Set.of()),
          Map.entry("sanatorium", Set.of()),
          Map.entry("polyclinic", Set.of()),
          Map.entry("healthcare", Set.of()),
          Map.entry("university", Set.of()),
          Map.entry("college", Set.of()),
          Map.entry(
              "center",
              Set.of(
                  "medical",
                  "health",
                  "cancer",
                  "care",
                  "rehabilitation",
                  "surgery",
                  "trauma",
                  "heart",
                  "wellness",
                  "nursing",
                  "surgical")),
          Map.entry(
              "centre",
              Set.of(
                  "medical",
                  "health",
                  "cancer",
                  "care",
                  "rehabilitation",
                  "surgery",
                  "trauma",
                  "heart")),
          Map.entry("system", Set.of("health", "healthcare", "hospital")),
          Map.entry("home", Set.of("nursing")),
          Map.entry("institute", Set.of("cancer", "heart", "eye")),
          Map.entry("school", Set.of("high", "elementary", "middle", "primary")),
          Map.entry("inc", Set.of()),
          Map.entry("llc", Set.of()),
          Map.entry("ltd", Set.of()),
          Map.entry("corp", Set.of()),
          Map.entry("corporation", Set.of()),
          Map.entry("gmbh", Set.of()),
          Map.entry("plc", Set.of()));

  private static final Set<String> GENERIC = Lexicon.section("generic-facilities");

  private static final Set<String> LINKS = Set.of("of", "and", "for", "de", "la");
  private static final Set<String> STAYED = Lexicon.section("stays");
  private static final Set<String> TO_A_PLACE = Set.of("at", "from", "to");

  void at(Tokens tokens, int i, Marks marks) {
    Set<String> needed = CUES.get(tokens.folded(i));
    if (needed != null
        && tokens.capital(i)
        && (needed.isEmpty() || i > 0 && needed.contains(tokens.folded(i - 1)))) {
      facility(tokens, i, marks);
    }
    if (TO_A_PLACE.contains(tokens.folded(i))
        && i > 0
        && i + 1 < tokens.count()
        && (tokens.folded(i).equals("at") || STAYED.contains(tokens.folded(i - 1)))) {
      stayed(tokens, i, marks);
    }
    if (tokens.folded(i).equals("st") && tokens.capital(i)) {
      saint(tokens, i, marks);
    }
  }

  private static void facility(Tokens tokens, int cue, Marks marks) {
    if (cue > 0 && LINKS.contains(tokens.folded(cue - 1))) {
      return;
    }
    int first = cue;
    boolean named = false;
    while (first > 0 && cue - first < 6 && leads(tokens, first - 1)) {
      first--;
      named |=
          tokens.capital(first)
              && !GENERIC.contains(tokens.folded(first))
              && tokens.length(first) > 1;
    }
    while (first < cue && (!tokens.capital(first) || small(tokens, first))) {
      first++;
    }
    int last = cue;
    if (cue + 2 < tokens.count()
        && tokens.folded(cue + 1).equals("of")
        && tokens.capital(cue + 2)
        && tokens.gap(cue).equals(" ")) {
      last = cue + 2;
      named = true;
      while (last + 1 < tokens.count()
          && last - cue < 5
          && tokens.capital(last + 1)
          && tokens.gap(last).equals(" ")) {
        last++;
      }
    }
    if (named) {
      marks.add(tokens.start(first), tokens.end(last), IdentifierType.ORGANISATION, 0.85);
    }
  }

  private static boolean small(Tokens tokens, int i) {
    String word = tokens.folded(i);
    return Lexicon.FUNCTION.contains(word) && !word.equals("st") && !lady(tokens, i);
  }

  private static boolean leads(Tokens tokens, int i) {
    return joins(tokens, i) && !running(tokens, i);
  }

  /** A small word in a text in capitals: "BROUGHT TO THE LARKFORD HOSPITAL". */
  private static boolean running(Tokens tokens, int i) {
    String word = tokens.folded(i);
    return tokens.capitals(i)
        && Lexicon.FUNCTION.contains(word)
        && !LINKS.contains(word)
        && !word.equals("st")
        && !lady(tokens, i)
        && !ofThe(tokens, i);
  }

  /** "Our Lady of the Lake". */
  private static boolean lady(Tokens tokens, int i) {
    return tokens.folded(i).equals("our") && tokens.folded(i + 1).equals("lady");
  }

  private static boolean ofThe(Tokens tokens, int i) {
    return tokens.folded(i).equals("the") && i > 0 && tokens.folded(i - 1).equals("of");
  }

  private static boolean joins(Tokens tokens, int i) {
    String gap = tokens.gap(i);
    boolean near =
        gap.equals(" ")
            || gap.equals("'")
            || gap.equals("-")
            || gap.equals(". ") && tokens.length(i) <= 2
            || gap.equals(" & ");
    boolean possessive = tokens.folded(i).equals("s") && i > 0 && tokens.gap(i - 1).equals("'");
    return near
        && (tokens.capital(i)
            || possessive
            || LINKS.contains(tokens.folded(i))
            || ofThe(tokens, i));
  }

  private static void saint(Tokens tokens, int i, Marks marks) {
    String gap = tokens.gap(i);
    if (i + 1 < tokens.count()
        && (gap.equals(". ") || gap.equals(" "))
        && tokens.capital(i + 1)
        && tokens.length(i + 1) > 2) {
      int last = i + 1;
      if (last + 1 < tokens.count()
          && tokens.gap(last).equals("'")
          && tokens.folded(last + 1).equals("s")) {
        last++;
      }
      boolean medical =
          last + 1 < tokens.count() && Lexicon.MEDICAL_HEADS.contains(tokens.folded(last + 1));
      boolean street = i > 0 && tokens.capital(i - 1) && gap.equals(" ");
      if (!medical && !street && last > i + 1) {
        marks.add(tokens.start(i), tokens.end(last), IdentifierType.ORGANISATION, 0.7);
      }
    }
  }

  /** "seen at Cedar Crest", "surgery at Mt. Sinai". */
  private static void stayed(Tokens tokens, int i, Marks marks) {
    int first = i + 1;
    if (!tokens.capital(first)
        || !tokens.gap(i).equals(" ")
        || Lexicon.FUNCTION.contains(tokens.folded(first)) && !tokens.folded(first).equals("st")) {
      return;
    }
    int last = first;
    while (last + 1 < tokens.count()
        && last - first < 5
        && joins(tokens, last)
        && (tokens.capital(last + 1)
            || LINKS.contains(tokens.folded(last + 1))
            || tokens.folded(last + 1).equals("s"))) {
      last++;
    }
    while (last > first && LINKS.contains(tokens.folded(last))) {
      last--;
    }
    boolean code =
        last == first
            && (tokens.capitals(first) && tokens.length(first) < 4 || tokens.length(first) < 3);
    boolean month = CalendarDate.MONTHS.containsKey(tokens.folded(first));
    boolean known = tokens.folded(i).equals("at") && i > 0 && STAYED.contains(tokens.folded(i - 1));
    boolean named = false;
    for (int word = first; word <= last; word++) {
      String one = tokens.folded(word);
      named |= tokens.capital(word) && !GENERIC.contains(one) && !Lexicon.ORDINARY.contains(one);
    }
    boolean generic =
        !named || !known && (last == first || Lexicon.ORDINARY.contains(tokens.folded(first)));
    if (!code && !month && !generic) {
      marks.add(tokens.start(first), tokens.end(last), IdentifierType.ORGANISATION, 0.65);
    }
  }
}

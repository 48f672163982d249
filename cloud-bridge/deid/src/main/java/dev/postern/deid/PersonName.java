package dev.postern.deid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A person's name taken apart, and the forms in which texts write it. Words are folded: lower case,
 * no diacritics.
 *
 * @param given given names and initials in order; empty where only one word is known
 * @param surname with its particles; never empty
 */
public record PersonName(List<String> given, List<String> surname) {

  /** How sure one may be that a form of a name means a person. */
  public enum Kind {
    /** Two or more words of the name. */
    FULL,
    /** One word and an initial. */
    INITIAL,
    /** One word. */
    PART
  }

  private static final Set<String> TITLES =
      Set.of(
          "dr",
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "prof",
          "professor",
          "doctor",
          "sir",
          "madam",
          "rev",
          "nurse");
  private static final Set<String> SUFFIXES =
      Set.of(
          "jr", "sr", "ii", "iii", "iv", "md", "phd", "rn", "np", "pa", "dds", "facc", "esq", "msn",
          "lcsw");
  private static final Set<String> PARTICLES =
      Set.of(
          "van", "von", "der", "den", "de", "la", "le", "del", "della", "di", "da", "dos", "das",
          "du", "el", "al", "bin", "ibn", "ben", "ter", "ten", "st", "mac", "mc", "o", "abu", "zu",
          "af");

  public PersonName {
    given = List.copyOf(given);
    surname = List.copyOf(surname);
    if (surname.isEmpty()) {
      throw new IllegalArgumentException("a name has a word");
    }
  }

  /** Takes "Anna M. Kowalski", "Kowalski, Anna M.", "Dr. A. Kowalski" or "KOWALSKI" apart. */
  public static PersonName parse(String name) {
    int comma = name.indexOf(',');
    List<String> before = words(comma < 0 ? name : name.substring(0, comma));
    List<String> after = comma < 0 ? List.of() : words(name.substring(comma + 1).replace(',', ' '));
    if (!before.isEmpty() && !after.isEmpty()) {
      return new PersonName(after, before);
    }
    List<String> all = before.isEmpty() ? after : before;
    if (all.isEmpty()) {
      String folded = Tokens.fold(name).strip();
      return new PersonName(List.of(), List.of(folded.isEmpty() ? "?" : folded));
    }
    int from = all.size() - 1;
    while (from > 1 && PARTICLES.contains(all.get(from - 1))) {
      from--;
    }
    return new PersonName(all.subList(0, from), all.subList(from, all.size()));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      String key = key(word);
      if (!key.isEmpty()) {
        words.add(key);
      }
    }
    while (words.size() > 1 && TITLES.contains(words.getFirst())) {
      words.removeFirst();
    }
    while (words.size() > 1 && SUFFIXES.contains(words.getLast())) {
      words.removeLast();
    }
    return words;
  }

  private static String key(String word) {
    Tokens tokens = Tokens.of(word);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      parts.add(tokens.folded(i));
    }
    return String.join(" ", parts);
  }

  /** All words in natural order: equal for equal names. */
  public String canonical() {
    return given.isEmpty()
        ? String.join(" ", surname)
        : String.join(" ", given) + " " + String.join(" ", surname);
  }

  /** How much of a name it is: full words count more than initials. */
  public int fullness() {
    int letters = surname.stream().mapToInt(String::length).sum();
    return given.stream().mapToInt(word -> word.length() > 1 ? 1000 : 100).sum() + letters;
  }

  /** Whether a word in lower case can be meant as a part of a name. */
  static boolean tells(String word) {
    return PARTICLES.contains(word) || !Lexicon.ORDINARY.contains(word);
  }

  /** Every form, as folded words with single spaces between. */
  public Map<String, Kind> forms() {
    Map<String, Kind> forms = new LinkedHashMap<>();
    String last = String.join(" ", surname);
    if (!given.isEmpty()) {
      withGiven(last, forms);
    }
    part(last, forms);
    if (surname.size() > 1) {
      part(surname.getLast(), forms);
    }
    given.stream().filter(word -> word.length() > 1).forEach(word -> part(word, forms));
    return forms;
  }

  private void withGiven(String last, Map<String, Kind> forms) {
    String first = given.getFirst();
    String all = String.join(" ", given);
    Kind kind = first.length() > 1 ? Kind.FULL : Kind.INITIAL;
    both(all, last, kind, forms);
    for (String name : given) {
      String initial = initial(name);
      if (name.length() > 1) {
        both(name, last, Kind.FULL, forms);
        forms.putIfAbsent(name + " " + initial(last), Kind.INITIAL);
        forms.putIfAbsent((name + last).replace(" ", ""), Kind.FULL);
        forms.putIfAbsent((last + name).replace(" ", ""), Kind.FULL);
      }
      both(initial, last, Kind.INITIAL, forms);
    }
    if (given.size() > 1) {
      String initials = String.join(" ", given.stream().map(PersonName::initial).toList());
      String middle = initial(given.get(1));
      both(first + " " + middle, last, kind, forms);
      both(initials, last, Kind.INITIAL, forms);
      both(initials.replace(" ", ""), last, Kind.INITIAL, forms);
    }
  }

  private static void both(String given, String last, Kind kind, Map<String, Kind> forms) {
    forms.putIfAbsent(given + " " + last, kind);
    forms.putIfAbsent(last + " " + given, kind);
  }

  private static void part(String words, Map<String, Kind> forms) {
    if (words.indexOf(' ') < 0) {
      if (words.length() > 1) {
        forms.putIfAbsent(words, Kind.PART);
      }
      return;
    }
    forms.putIfAbsent(words, Kind.FULL);
    forms.putIfAbsent(words.replace(" ", ""), Kind.PART);
    for (String word : words.split(" ")) {
      if (word.length() > 2 && !PARTICLES.contains(word)) {
        forms.putIfAbsent(word, Kind.PART);
      }
    }
  }

  private static String initial(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 1));
  }

  /** Without the name. */
  @Override
  public String toString() {
    return "PersonName[" + given.size() + "+" + surname.size() + " words]";
  }
}

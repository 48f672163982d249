package dev.postern.deid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All forms of identifiers that are known, found in a text by looking windows of its words up in a
 * table: the time grows with the text, not with the number of identifiers.
 */
final class KnownForms {

  private static final int NAME_WORDS = 10;
  private static final int NUMBER_PARTS = 16;
  private static final int PHRASE_WORDS = 16;
  private static final int LONGEST_GAP = 3;
  private static final String NUMBER_GAP = " -./()_+:#*\\";
  private static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("street", "st"),
          Map.entry("avenue", "ave"),
          Map.entry("av", "ave"),
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
          Map.entry("fort", "ft"),
          Map.entry("number", "no"));
  private static final Set<String> STREETS =
      Set.of(
          "st", "ave", "rd", "dr", "ln", "blvd", "ct", "pl", "ter", "hwy", "pkwy", "sq", "cir",
          "way");

  private final Map<String, Named> names = new HashMap<>();
  private final Map<String, IdentifierType> numbers = new HashMap<>();
  private final Map<String, IdentifierType> phrases = new HashMap<>();
  private final Set<String> dates = new HashSet<>();
  private final Set<String> firstWords = new HashSet<>();
  private final Set<String> firstLetters = new HashSet<>();
  private int longestNumber;

  private record Named(IdentifierType type, PersonName.Kind kind) {}

  KnownForms(Collection<KnownIdentifier> known) {
    known.forEach(this::add);
  }

  boolean isEmpty() {
    return names.isEmpty() && numbers.isEmpty() && phrases.isEmpty() && dates.isEmpty();
  }

  private void add(KnownIdentifier known) {
    if (known.value().startsWith("[") && known.value().endsWith("]")) {
      return; // a token's look-alike that a text once held: looked for by its brackets
    }
    switch (known.type()) {
      case PERSON ->
          PersonName.parse(known.value())
              .forms()
              .forEach((form, kind) -> name(form, kind, IdentifierType.PERSON));
      case DATE -> date(known.value());
      case ADDRESS, ORGANISATION -> place(known.type(), known.value());
      case AGE -> phrase(IdentifierType.AGE, known.value(), 2);
      default -> number(known.type(), known.value());
    }
  }

  private void name(String form, PersonName.Kind kind, IdentifierType type) {
    names.merge(
        form,
        new Named(type, kind),
        (old, added) -> old.kind.compareTo(added.kind) <= 0 ? old : added);
    firstWords.add(firstWord(form));
  }

  private static String firstWord(String form) {
    int space = form.indexOf(' ');
    return space < 0 ? form : form.substring(0, space);
  }

  private void date(String value) {
    Optional<CalendarDate> date = CalendarDate.parse(value);
    date.ifPresent(day -> dates.addAll(day.notations()));
    phrase(IdentifierType.DATE, value, 2);
  }

  private void place(IdentifierType type, String value) {
    phrase(type, value, 1);
    for (String segment : value.split("[,\n;]")) {
      List<String> words = words(segment);
      boolean numbered = words.stream().anyMatch(word -> Character.isDigit(word.charAt(0)));
      String folded = String.join(" ", words);
      if (words.isEmpty()
          || Lexicon.STATE_NAMES.contains(Tokens.fold(segment.strip()))
          || folded.length() < 4 && !numbered) {
        continue;
      }
      if (words.size() == 1 && !numbered) {
        name(words.getFirst(), PersonName.Kind.PART, type);
      } else if (words.size() > 1) {
        phrase(type, segment, 2);
      }
      zip(words);
      untilStreet(type, words);
    }
  }

  private void zip(List<String> words) {
    for (String word : words) {
      if (word.length() == 5 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
        numbers.putIfAbsent(word, IdentifierType.ZIP);
        longestNumber = Math.max(longestNumber, 5);
      }
    }
  }

  private void untilStreet(IdentifierType type, List<String> words) {
    for (int i = 2; i < words.size() - 1; i++) {
      if (STREETS.contains(words.get(i)) && Character.isDigit(words.getFirst().charAt(0))) {
        phraseOf(type, words.subList(0, i + 1));
      }
    }
  }

  private static List<String> words(String text) {
    Tokens tokens = Tokens.of(text);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      words.add(ABBREVIATIONS.getOrDefault(tokens.folded(i), tokens.folded(i)));
    }
    return words;
  }

  private void phrase(IdentifierType type, String text, int atLeast) {
    List<String> words = words(text);
    if (words.size() >= atLeast && words.size() <= PHRASE_WORDS) {
      phraseOf(type, words);
    }
  }

  private void phraseOf(IdentifierType type, List<String> words) {
    if (words.size() == 1 && !Character.isDigit(words.getFirst().charAt(0))) {
      name(words.getFirst(), PersonName.Kind.PART, type);
      return;
    }
    String form = String.join(" ", words);
    if (form.length() > 3) {
      phrases.putIfAbsent(form, type);
      firstWords.add(words.getFirst());
    }
  }

  private void number(IdentifierType type, String value) {
    Tokens tokens = Tokens.of(value);
    StringBuilder all = new StringBuilder();
    boolean digits = false;
    for (int i = 0; i < tokens.count(); i++) {
      all.append(tokens.folded(i));
      digits |= tokens.digits(i);
      if (tokens.digits(i) && tokens.length(i) >= 5) {
        numberForm(type, tokens.folded(i));
        numberForm(type, tokens.folded(i).replaceFirst("^0+(?=\\d{5})", ""));
      }
    }
    if (!digits) {
      if (tokens.count() == 1) {
        name(all.toString(), PersonName.Kind.PART, type);
      } else {
        phrase(type, value, 2);
      }
      return;
    }
    String form = all.toString();
    if (tokens.count() > 0 && !tokens.digits(0)) {
      firstLetters.add(tokens.folded(0));
    }
    numberForm(type, form);
    if ((type == IdentifierType.PHONE || type == IdentifierType.FAX) && form.length() >= 10) {
      numberForm(type, form.substring(form.length() - 10));
      numberForm(type, form.substring(form.length() - 7));
    }
  }

  private void numberForm(IdentifierType type, String form) {
    if (form.length() >= 4) {
      numbers.putIfAbsent(form, type);
      longestNumber = Math.max(longestNumber, form.length());
    }
  }

  /** Every place where a form stands, in original code points. */
  List<Span> find(Tokens tokens, Span.Layer layer, double score) {
    List<Span> spans = new ArrayList<>();
    if (isEmpty()) {
      return spans;
    }
    for (int i = 0; i < tokens.count(); i++) {
      wordsFrom(tokens, i, layer, score, spans);
      numberFrom(tokens, i, layer, score, spans);
      dateFrom(tokens, i, layer, score, spans);
    }
    return spans;
  }

  private void wordsFrom(
      Tokens tokens, int from, Span.Layer layer, double score, List<Span> spans) {
    String first = tokens.folded(from);
    if (!firstWords.contains(first)
        && !firstWords.contains(ABBREVIATIONS.getOrDefault(first, first))) {
      return;
    }
    StringBuilder plain = new StringBuilder();
    StringBuilder abbreviated = new StringBuilder();
    int last = Math.min(tokens.count(), from + Math.max(NAME_WORDS, PHRASE_WORDS));
    IdentifierType found = null;
    int end = from;
    for (int to = from; to < last; to++) {
      if (to > from) {
        if (tokens.gapLength(to - 1) > LONGEST_GAP) {
          break;
        }
        plain.append(' ');
        abbreviated.append(' ');
      }
      String word = tokens.folded(to);
      plain.append(word);
      abbreviated.append(ABBREVIATIONS.getOrDefault(word, word));
      IdentifierType type = type(tokens, from, to, plain.toString(), abbreviated.toString());
      if (type != null) {
        found = type;
        end = to;
      }
    }
    if (found != null) {
      spans.add(span(tokens, from, end, found, score, layer));
    }
  }

  private @Nullable IdentifierType type(
      Tokens tokens, int from, int to, String plain, String abbreviated) {
    Named named = names.get(plain);
    if (named != null && fits(tokens, from, to, named.kind)) {
      return named.type;
    }
    return phrases.get(abbreviated);
  }

  /**
   * Whether the letters on the page can be that form: a lone ordinary word needs its capital,
   * initials too.
   */
  private static boolean fits(Tokens tokens, int from, int to, PersonName.Kind kind) {
    return switch (kind) {
      case FULL -> true;
      case PART -> {
        String word = tokens.folded(from);
        boolean plain = Lexicon.FUNCTION.contains(word);
        if (tokens.length(from) < 3) {
          yield tokens.capital(from) && !tokens.capitals(from) && !plain;
        }
        yield !plain && (tokens.capital(from) || !Lexicon.ORDINARY.contains(word));
      }
      case INITIAL -> {
        boolean fits = true;
        for (int i = from; i <= to; i++) {
          boolean initial = tokens.length(i) == 1;
          fits &= tokens.capital(i) || !initial && PersonName.tells(tokens.folded(i));
          fits &= i == from || !initial || tokens.gap(i - 1).indexOf('\'') < 0;
        }
        yield fits;
      }
    };
  }

  private void numberFrom(
      Tokens tokens, int from, Span.Layer layer, double score, List<Span> spans) {
    if (longestNumber == 0 || !tokens.digits(from) && !firstLetters.contains(tokens.folded(from))) {
      return;
    }
    StringBuilder all = new StringBuilder();
    int last = Math.min(tokens.count(), from + NUMBER_PARTS);
    IdentifierType found = null;
    int end = from;
    for (int to = from; to < last && all.length() < longestNumber; to++) {
      if (to > from && !numberGap(tokens.gap(to - 1))) {
        break;
      }
      all.append(tokens.folded(to));
      IdentifierType type = numbers.get(all.toString());
      if (type != null) {
        found = type;
        end = to;
      }
    }
    if (found != null) {
      spans.add(span(tokens, from, end, found, score, layer));
    }
  }

  private static boolean numberGap(String gap) {
    return gap.length() <= LONGEST_GAP && gap.chars().allMatch(c -> NUMBER_GAP.indexOf(c) >= 0);
  }

  private void dateFrom(Tokens tokens, int from, Span.Layer layer, double score, List<Span> spans) {
    if (dates.isEmpty()
        || !tokens.digits(from) && !CalendarDate.MONTHS.containsKey(tokens.folded(from))) {
      return;
    }
    StringBuilder all = new StringBuilder();
    int end = -1;
    for (int to = from; to < Math.min(tokens.count(), from + 6); to++) {
      if (to > from && tokens.gapLength(to - 1) > LONGEST_GAP) {
        break;
      }
      String word = tokens.folded(to);
      if (CalendarDate.FILLERS.contains(word)) {
        continue;
      }
      Integer month = CalendarDate.MONTHS.get(word);
      all.append(all.isEmpty() ? "" : " ")
          .append(month != null ? "m" + month : word.replaceFirst("^0+(?=.)", ""));
      if (dates.contains(all.toString())) {
        end = to;
      }
    }
    if (end >= 0) {
      spans.add(span(tokens, from, end, IdentifierType.DATE, score, layer));
    }
  }

  private static Span span(
      Tokens tokens, int from, int to, IdentifierType type, double score, Span.Layer layer) {
    return new Span(
        tokens.normal.start(tokens.start(from)),
        tokens.normal.end(tokens.end(to)),
        type,
        score,
        layer);
  }
}

package dev.postern.deid;

import dev.postern.deid.IdentifierModel.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the model takes for an identifier and is none: eponyms, drugs, tests, scores, units, weeks,
 * doses, ages below 90, years, and what is larger than a town, 45 CFR 164.514(b)(2)(i)(B). A title
 * or a given name beside a word says that it is somebody's after all.
 */
final class MedicalVeto {

  private static final Set<String> TITLES = Lexicon.section("titles");
  private static final Set<String> LARGE = larger();
  private static final Pattern MEASURE =
      Pattern.compile(
          "(?i)\\d{1,4}(?:[.,]\\d{1,3})?(?: ?[x/+-] ?\\d{1,3}(?:\\.\\d{1,2})?)? ?(?:%|mc?g|m?l|g|kg|lbs?|cm|mm|iu|units?|weeks?|wks?|days?|months?|hours?|hrs?|minutes?|min|mmhg|bpm|years?|yrs?|y/?o|times|tablets?|pills?|doses?|puffs?|pack)?");
  private static final Pattern MEASURED_AFTER =
      Pattern.compile(
          "(?i) ?(?:%|mc?g|m?l|kg|lbs?|cm|mm|iu|units?|weeks?|wks?|days?|months?|mmhg|bpm|mmol|meq|/ ?\\d|[- ]years?[- ]old|[- ]?y/?o\\b).{0,12}");
  private static final Set<String> MEASURED_BEFORE = Lexicon.section("measured");

  /** Shares, intervals, ratios, counts: "0.52-0.60", "8/19", "2,081", "15.5; 0-159". */
  private static final Pattern STATISTIC =
      Pattern.compile(
          "\\d{1,3}(?:[.,·]\\d{1,6}){0,2}(?:(?: ?(?:[-/;:±+x,]|to|and|or|vs) ?){1,2}\\d{1,3}(?:[.,·]\\d{1,6}){0,2}){0,4}|\\d{4}");

  private static final Pattern GENE = Pattern.compile("rs\\d{3,12}|[A-Z]{2,6}\\d{1,2}[A-Z]?");
  private static final Pattern YEAR = Pattern.compile("(?:1[89]|20)\\d\\d|(?:19|20)\\d0'?s");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?i)\\d{1,2}(?::\\d{2}){1,2}(?: ?(?:-|to) ?\\d{1,2}:\\d{2})? ?(?:[ap]\\.?m\\.?)?|\\d{1,2} ?[ap]\\.?m\\.?");
  private static final Pattern DECIMAL =
      Pattern.compile("[\\d.,·±% -]*\\d[.,·]\\d[\\d.,·±% -]*|\\d{1,3}/1?\\d{1,3}");
  private static final Pattern LATIN = Pattern.compile("(?:us|is|um|ae|i|ns|osa|icans|cile)$");
  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
  private static final String MARKS = ".,·";
  private static final Set<String> SHORT_LARGE =
      Set.of("us", "u s", "usa", "u s a", "uk", "u k", "eu");
  private static final Set<String> GENERIC = generic();
  private static final Set<String> DAYS = Lexicon.section("days");
  private static final Set<String> PUBLIC = Lexicon.section("public-bodies");
  private static final Set<String> MEDICINE = Lexicon.section("medicine");

  /** Whether the tokens from {@code first} to before {@code last} may be shown. */
  boolean stays(Tokens tokens, int first, int last, Kind kind) {
    String value = tokens.text.substring(tokens.start(first), tokens.end(last - 1));
    return plain(tokens, first, last, kind) || byKind(tokens, first, last, kind, value);
  }

  /** A title alone, everyday words, a piece of a number. */
  private static boolean plain(Tokens tokens, int first, int last, Kind kind) {
    boolean number = kind != Kind.PHONE && kind != Kind.NET && cut(tokens, first, last);
    return number || ordinary(tokens, first, last, kind) || every(tokens, first, last, TITLES);
  }

  private static boolean byKind(Tokens tokens, int first, int last, Kind kind, String value) {
    return switch (kind) {
      case PERSON ->
          medicine(tokens, first, last) && !named(tokens, first)
              || species(tokens, first, last)
              || SHORT_LARGE.contains(letters(value))
              || value.chars().noneMatch(Character::isLetter);
      case ORGANISATION ->
          every(tokens, first, last, PUBLIC)
              || every(tokens, first, last, GENERIC) && !capital(tokens, first)
              || every(tokens, first, last, MEDICINE)
              || large(value)
              || decimal(value);
      case ADDRESS ->
          large(value) && !town(tokens, last)
              || every(tokens, first, last, MEDICINE)
              || measure(tokens, first, last)
              || decimal(value);
      case DATE ->
          !dated(tokens, first, last)
              || decimal(value) && digits(value) < 8
              || CLOCK.matcher(value).matches()
              || every(tokens, first, last, DAYS)
              || measure(tokens, first, last);
      case ID ->
          STATISTIC.matcher(value).matches()
              || CLOCK.matcher(value).matches()
              || digits(value) < 5 && value.chars().noneMatch(Character::isLetter)
              || GENE.matcher(value).matches()
              || measure(tokens, first, last)
              || !number(value);
      case PHONE ->
          digits(value) < 7 || CLOCK.matcher(value).matches() || measure(tokens, first, last);
      case NET -> medicine(tokens, first, last);
    };
  }

  /** Whether it names a day or a month: a year, a season or a short number alone may stay. */
  private static boolean dated(Tokens tokens, int first, int last) {
    boolean month = false;
    boolean telling = false;
    int numbers = 0;
    int years = 0;
    for (int i = first; i < last; i++) {
      month |= CalendarDate.MONTHS.containsKey(tokens.folded(i));
      boolean year = YEAR.matcher(tokens.raw(i)).matches();
      boolean number = tokens.digits(i) && !year;
      telling |= number && (tokens.length(i) > 3 || ordinal(tokens, i));
      numbers += number ? 1 : 0;
      years += year ? 1 : 0;
    }
    return month || telling || numbers > 1 || numbers > 0 && years > 0;
  }

  /** "the 15th". */
  private static boolean ordinal(Tokens tokens, int number) {
    return number + 1 < tokens.count()
        && tokens.gapLength(number) == 0
        && ORDINALS.contains(tokens.folded(number + 1));
  }

  /** "New York" the state and "New York City". */
  private static boolean town(Tokens tokens, int last) {
    return last < tokens.count()
        && tokens.folded(last).equals("city")
        && tokens.gapLength(last - 1) == 1;
  }

  private static long digits(String value) {
    return value.chars().filter(Character::isDigit).count();
  }

  private static boolean decimal(String value) {
    return DECIMAL.matcher(value).matches();
  }

  /** An identifier has a digit, or is a code in capitals. */
  private static boolean number(String value) {
    return value.chars().anyMatch(Character::isDigit);
  }

  private static boolean capital(Tokens tokens, int first) {
    return tokens.capital(first) && !tokens.capitals(first);
  }

  private static boolean large(String value) {
    return LARGE.contains(letters(value));
  }

  private static String letters(String value) {
    return value.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]+", " ").strip();
  }

  /** A piece of a number with a decimal mark: "6" of "48.6", "285" of "0,285". */
  private static boolean cut(Tokens tokens, int first, int last) {
    if (last - first != 1 || !tokens.digits(first) || tokens.length(first) > 3) {
      return false;
    }
    String text = tokens.text;
    int start = tokens.start(first);
    int end = tokens.end(first);
    boolean before =
        start > 1 && MARKS.indexOf(text.charAt(start - 1)) >= 0 && digit(text, start - 2);
    boolean after =
        MARKS.indexOf(end < text.length() ? text.charAt(end) : ' ') >= 0 && digit(text, end + 1);
    return before || after;
  }

  private static boolean digit(String text, int at) {
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }

  /** Words of everyday or of medicine in lower case, in a sentence that has capitals. */
  private static boolean ordinary(Tokens tokens, int first, int last, Kind kind) {
    boolean words = kind == Kind.PERSON || kind == Kind.ADDRESS || kind == Kind.ORGANISATION;
    boolean all = words && cased(tokens, first);
    for (int i = first; all && i < last; i++) {
      String word = tokens.folded(i);
      boolean plain =
          Lexicon.ORDINARY.contains(word)
              || Lexicon.FUNCTION.contains(word)
              || NameReader.MEDICAL_ENDING.matcher(word).find();
      all = plain && !tokens.capital(i) && !Lexicon.GIVEN.contains(word);
    }
    return all;
  }

  /** Whether the sentence begins with a capital and goes on without. */
  private static boolean cased(Tokens tokens, int token) {
    int i = token;
    while (i > 0 && token - i < 40 && !tokens.gap(i - 1).startsWith(". ")) {
      i--;
      if (tokens.capital(i) && !tokens.capitals(i)) {
        return true;
      }
    }
    return false;
  }

  /** "S. aureus": a capital's dot and a Latin word in lower case, in a text that has capitals. */
  private static boolean species(Tokens tokens, int first, int last) {
    int genus = tokens.length(first) == 1 ? first : first - 1;
    int word = genus + 1;
    return genus >= 0
        && last - 1 == word
        && tokens.length(genus) == 1
        && tokens.capital(genus)
        && tokens.gap(genus).equals(". ")
        && !tokens.capital(word)
        && !tokens.digits(word)
        && tokens.length(word) > 3
        && LATIN.matcher(tokens.folded(word)).find();
  }

  private static boolean every(Tokens tokens, int first, int last, Set<String> words) {
    for (int i = first; i < last; i++) {
      boolean possessive = tokens.length(i) == 1 && tokens.folded(i).equals("s");
      if (!words.contains(tokens.folded(i)) && !possessive) {
        return false;
      }
    }
    return true;
  }

  /** Names of medicine only, or an eponym with what it names beside it. */
  private static boolean medicine(Tokens tokens, int first, int last) {
    if (every(tokens, first, last, MEDICINE)) {
      return true;
    }
    int next = last;
    if (next < tokens.count()
        && tokens.folded(next).equals("s")
        && tokens.gap(next - 1).equals("'")) {
      next++;
    }
    boolean head =
        next < tokens.count()
            && tokens.gapLength(next - 1) <= 1
            && Lexicon.MEDICAL_HEADS.contains(tokens.folded(next));
    boolean inside = Lexicon.MEDICAL_HEADS.contains(tokens.folded(last - 1)) && last - first > 1;
    return (head || inside) && last - first <= 4 && !given(tokens, first, last);
  }

  private static boolean given(Tokens tokens, int first, int last) {
    for (int i = first; i < last; i++) {
      if (Lexicon.GIVEN.contains(tokens.folded(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean named(Tokens tokens, int first) {
    return first > 0
        && tokens.gapLength(first - 1) <= 2
        && (TITLES.contains(tokens.folded(first - 1))
            || Lexicon.GIVEN.contains(tokens.folded(first - 1)));
  }

  private static boolean measure(Tokens tokens, int first, int last) {
    int start = tokens.start(first);
    int end = tokens.end(last - 1);
    if (!MEASURE.matcher(tokens.text.substring(start, end)).matches()) {
      return false;
    }
    String after = tokens.text.substring(end, Math.min(tokens.text.length(), end + 16));
    boolean unit = MEASURED_AFTER.matcher(after.replace('\n', ' ')).matches();
    boolean named = first > 0 && MEASURED_BEFORE.contains(tokens.folded(first - 1));
    boolean letters = Character.isLetter(tokens.text.charAt(end - 1)) || after.startsWith("%");
    return unit || named || letters;
  }

  private static Set<String> generic() {
    Set<String> words = new HashSet<>(Lexicon.section("generic-facilities"));
    words.addAll(Lexicon.section("generic-houses"));
    words.addAll(Lexicon.FUNCTION);
    return Set.copyOf(words);
  }

  private static Set<String> larger() {
    Set<String> names = new HashSet<>(Lexicon.STATE_NAMES);
    for (String code : Locale.getISOCountries()) {
      names.add(
          Locale.of("", code)
              .getDisplayCountry(Locale.ENGLISH)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}]+", " ")
              .strip());
    }
    names.addAll(
        List.of(
            "usa",
            "us",
            "u s",
            "u s a",
            "uk",
            "u k",
            "england",
            "scotland",
            "wales",
            "europe",
            "america",
            "united states of america",
            "north america",
            "south america",
            "africa",
            "asia",
            "australia",
            "northern ireland",
            "eu",
            "middle east"));
    return Set.copyOf(names);
  }
}

package dev.postern.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A day, however a text writes it.
 *
 * @param year four digits; two-digit years are read as 1930 to 2029
 */
public record CalendarDate(int year, int month, int day) {

  static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("january", 1),
          Map.entry("feb", 2),
          Map.entry("february", 2),
          Map.entry("mar", 3),
          Map.entry("march", 3),
          Map.entry("apr", 4),
          Map.entry("april", 4),
          Map.entry("may", 5),
          Map.entry("jun", 6),
          Map.entry("june", 6),
          Map.entry("jul", 7),
          Map.entry("july", 7),
          Map.entry("aug", 8),
          Map.entry("august", 8),
          Map.entry("sep", 9),
          Map.entry("sept", 9),
          Map.entry("september", 9),
          Map.entry("oct", 10),
          Map.entry("october", 10),
          Map.entry("nov", 11),
          Map.entry("november", 11),
          Map.entry("dec", 12),
          Map.entry("december", 12));
  static final Set<String> FILLERS = Set.of("st", "nd", "rd", "th", "of", "the");

  public CalendarDate {
    if (!plausible(year, month, day)) {
      throw new IllegalArgumentException("not a day of the calendar");
    }
  }

  static boolean plausible(int year, int month, int day) {
    return year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /**
   * Reads "1957-03-14", "3/14/57", "14.03.1957", "March 14th, 1957", "14-Mar-57", "19570314"; month
   * first where both fit.
   */
  public static Optional<CalendarDate> parse(String text) {
    List<String> words = parts(text);
    if (words.size() == 1 && words.getFirst().length() == 8 && numeric(words.getFirst())) {
      String all = words.getFirst();
      return first(
          day(all.substring(0, 4), all.substring(4, 6), all.substring(6)),
          day(all.substring(4), all.substring(0, 2), all.substring(2, 4)));
    }
    if (words.size() < 3) {
      return Optional.empty();
    }
    String a = words.get(0);
    String b = words.get(1);
    String c = words.get(2);
    if (MONTHS.containsKey(a)) {
      return day(c, a, b);
    }
    if (MONTHS.containsKey(b)) {
      return a.length() == 4 ? day(a, b, c) : day(c, b, a);
    }
    if (a.length() == 4) {
      return day(a, b, c);
    }
    return first(day(c, a, b), day(c, b, a));
  }

  private static Optional<CalendarDate> first(
      Optional<CalendarDate> one, Optional<CalendarDate> other) {
    return one.isPresent() ? one : other;
  }

  private static List<String> parts(String text) {
    Tokens tokens = Tokens.of(text);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.count() && words.size() < 3; i++) {
      if (!FILLERS.contains(tokens.folded(i))) {
        words.add(tokens.folded(i));
      }
    }
    return words;
  }

  private static Optional<CalendarDate> day(String year, String month, String day) {
    if (!numeric(year) || !numeric(day)) {
      return Optional.empty();
    }
    Integer named = MONTHS.get(month);
    if (named == null && !numeric(month) || year.length() != 2 && year.length() != 4) {
      return Optional.empty();
    }
    int y = Integer.parseInt(year);
    int full = year.length() == 4 ? y : y < 30 ? 2000 + y : 1900 + y;
    int m = named == null ? Integer.parseInt(month) : named;
    int d = Integer.parseInt(day);
    return plausible(full, m, d) ? Optional.of(new CalendarDate(full, m, d)) : Optional.empty();
  }

  private static boolean numeric(String word) {
    return word.length() <= 8 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The four-digit year a text names, if any. */
  public static OptionalInt yearOf(String text) {
    Optional<CalendarDate> date = parse(text);
    if (date.isPresent()) {
      return OptionalInt.of(date.get().year());
    }
    Tokens tokens = Tokens.of(text);
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.length(i) == 4
          && numeric(tokens.folded(i))
          && tokens.folded(i).compareTo("1800") > 0) {
        return OptionalInt.of(Integer.parseInt(tokens.folded(i)));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The notations as space-separated parts: numbers without leading zeros, months by name as {@code
   * m3}.
   */
  List<String> notations() {
    String named = "m" + month;
    int two = year % 100;
    List<String> all = new ArrayList<>();
    for (int y : new int[] {year, two}) {
      all.add(y + " " + month + " " + day);
      all.add(month + " " + day + " " + y);
      all.add(day + " " + month + " " + y);
      all.add(named + " " + day + " " + y);
      all.add(day + " " + named + " " + y);
    }
    all.add(year + " " + named + " " + day);
    all.add(named + " " + day);
    all.add(day + " " + named);
    all.add(String.format("%04d%02d%02d", year, month, day));
    all.add(month + String.format("%02d%04d", day, year));
    all.add(day + String.format("%02d%04d", month, year));
    return all;
  }

  /** Without the day. */
  @Override
  public String toString() {
    return "CalendarDate";
  }
}

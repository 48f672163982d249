package dev.postern.deid.pseudonym;

import dev.postern.deid.CalendarDate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, all moved by one number of days that this disclosure draws and nobody keeps: what lay
 * fourteen days apart still does. Written as the real one was; what names no day becomes a word.
 */
final class ShiftedDates {

  private static final int LEAST = 30;
  private static final int MOST = 365;
  private static final Pattern YEAR_FIRST =
      Pattern.compile("\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}.*", Pattern.DOTALL);
  private static final Pattern NUMERIC =
      Pattern.compile("(\\d{1,2}) ?([-/.]) ?(\\d{1,2}) ?\\2 ?(\\d{2}|\\d{4})");
  private static final Pattern MONTH_FIRST = Pattern.compile("\\p{L}.*", Pattern.DOTALL);

  private final int days;

  ShiftedDates(RandomGenerator random) {
    int distance = LEAST + random.nextInt(MOST - LEAST);
    this.days = random.nextBoolean() ? distance : -distance;
  }

  String shifted(String surface) {
    Optional<CalendarDate> day = CalendarDate.parse(surface);
    if (day.isEmpty()) {
      return "an earlier day";
    }
    try {
      LocalDate real = LocalDate.of(day.get().year(), day.get().month(), day.get().day());
      return written(real.plusDays(days), surface.strip());
    } catch (DateTimeException e) {
      return "an earlier day"; // the 30th of February
    }
  }

  private static String written(LocalDate date, String like) {
    Matcher numeric = NUMERIC.matcher(like);
    if (YEAR_FIRST.matcher(like).matches()) {
      String mark = like.substring(4, 5);
      return String.format(
          Locale.ROOT,
          "%04d%s%02d%s%02d",
          date.getYear(),
          mark,
          date.getMonthValue(),
          mark,
          date.getDayOfMonth());
    }
    if (numeric.matches()) {
      String mark = numeric.group(2);
      boolean dayFirst = mark.equals(".") || Integer.parseInt(numeric.group(1)) > 12;
      int a = dayFirst ? date.getDayOfMonth() : date.getMonthValue();
      int b = dayFirst ? date.getMonthValue() : date.getDayOfMonth();
      String year = Integer.toString(date.getYear());
      return String.format(Locale.ROOT, "%02d%s%02d%s", a, mark, b, mark)
          + (numeric.group(4).length() == 2 ? year.substring(2) : year);
    }
    String month = date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return MONTH_FIRST.matcher(like).matches()
        ? month + " " + date.getDayOfMonth() + ", " + date.getYear()
        : date.getDayOfMonth() + " " + month + " " + date.getYear();
  }
}

package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.outbound.Forms.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of a day: every order and length of its numbers and names. */
final class DateForms {

  private static final List<List<String>> MONTHS =
      List.of(
          List.of("january", "jan"),
          List.of("february", "feb"),
          List.of("march", "mar"),
          List.of("april", "apr"),
          List.of("may"),
          List.of("june", "jun"),
          List.of("july", "jul"),
          List.of("august", "aug"),
          List.of("september", "sep", "sept"),
          List.of("october", "oct"),
          List.of("november", "nov"),
          List.of("december", "dec"));
  private static final Pattern PART = Pattern.compile("\\d+|\\p{L}+");
  private static final List<String> FILLERS = List.of("st", "nd", "rd", "th", "of", "the");

  private final FormWriter writer;

  DateForms(FormWriter writer) {
    this.writer = writer;
  }

  void write(String value) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(value.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      if (!FILLERS.contains(matcher.group())) {
        parts.add(matcher.group());
      }
    }
    if (parts.size() >= 2) {
      writer.form(IdentifierType.DATE, Shape.DATE, parts);
    }
    if (parts.size() == 1 && parts.getFirst().length() == 8) {
      String all = parts.getFirst();
      boolean yearFirst =
          month(all.substring(4, 6)) > 0 && all.compareTo("18") > 0 && all.compareTo("22") < 0;
      parts =
          yearFirst
              ? List.of(all.substring(0, 4), all.substring(4, 6), all.substring(6))
              : List.of(all.substring(0, 2), all.substring(2, 4), all.substring(4));
    }
    if (parts.size() >= 3) {
      triple(parts.get(0), parts.get(1), parts.get(2));
    }
  }

  private void triple(String a, String b, String c) {
    if (!number(a)) {
      day(c, month(a), b);
    } else if (a.length() == 4) {
      day(a, month(b), c);
    } else if (!number(b)) {
      day(c, month(b), a);
    } else if (month(a) > 0) {
      day(c, month(a), b);
    } else {
      day(c, month(b), a);
    }
  }

  private static boolean number(String part) {
    return Character.isDigit(part.charAt(0));
  }

  private static int month(String part) {
    if (number(part)) {
      int value = part.length() > 2 ? 0 : Integer.parseInt(part);
      return value > 12 ? 0 : value;
    }
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).contains(part)) {
        return i + 1;
      }
    }
    return 0;
  }

  private void day(String year, int month, String day) {
    if (month == 0
        || !number(day)
        || day.length() > 2
        || !number(year)
        || year.length() != 2 && year.length() != 4) {
      return;
    }
    int d = Integer.parseInt(day);
    int y = Integer.parseInt(year);
    int full = year.length() == 4 ? y : y < 30 ? 2000 + y : 1900 + y;
    String two = String.format(Locale.ROOT, "%02d", full % 100);
    List<String> days = padded(d);
    for (String written : List.of(Integer.toString(full), two)) {
      for (String m : padded(month)) {
        for (String one : days) {
          orders(List.of(written, m, one), List.of(m, one, written), List.of(one, m, written));
        }
      }
    }
    named(full, two, MONTHS.get(month - 1), days);
    writer.digits(IdentifierType.DATE, String.format(Locale.ROOT, "%04d%02d%02d", full, month, d));
    writer.digits(IdentifierType.DATE, String.format(Locale.ROOT, "%02d%02d%04d", month, d, full));
    writer.digits(IdentifierType.DATE, String.format(Locale.ROOT, "%02d%02d%04d", d, month, full));
  }

  private void named(int full, String two, List<String> names, List<String> days) {
    for (String name : names) {
      for (String one : days) {
        for (List<String> day : List.of(List.of(one), List.of(one, ordinal(one)))) {
          List<String> after = new ArrayList<>(day);
          after.addFirst(name);
          List<String> before = new ArrayList<>(day);
          before.add(name);
          List<String> of = new ArrayList<>(day);
          of.add("of");
          of.add(name);
          for (List<String> noYear : List.of(after, before, of)) {
            orders(noYear, with(noYear, Integer.toString(full)), with(noYear, two));
          }
        }
      }
    }
  }

  @SafeVarargs
  private final void orders(List<String>... parts) {
    for (List<String> one : parts) {
      writer.form(IdentifierType.DATE, Shape.DATE, one);
    }
  }

  private static List<String> with(List<String> parts, String year) {
    List<String> all = new ArrayList<>(parts);
    all.add(year);
    return all;
  }

  private static List<String> padded(int number) {
    String plain = Integer.toString(number);
    return plain.length() == 2 ? List.of(plain) : List.of(plain, "0" + plain);
  }

  private static String ordinal(String day) {
    int d = Integer.parseInt(day);
    return d / 10 == 1 ? "th" : d % 10 == 1 ? "st" : d % 10 == 2 ? "nd" : d % 10 == 3 ? "rd" : "th";
  }
}

package dev.postern.deid;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in their notations, and ages over 89. Years alone may be shown; fractions, scores and weeks
 * are no dates.
 */
final class DateRules implements Rules {

  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
  private static final String TIME =
      "(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?";
  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(?:1[89]|2[01])\\d\\d([-/.])(?:1[0-2]|0?[1-9])\\1(?:3[01]|[12]\\d|0?[1-9])"
              + TIME
              + "(?!\\d)");
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(\\d{1,2})( ?[/.-] ?)(\\d{1,2})\\2((?:1[89]|2[01])\\d\\d|\\d{2})" + TIME + "(?![\\d/])");
  private static final Pattern MONTH_YEAR =
      Pattern.compile("(?:1[0-2]|0?[1-9])[/-](?:19|20)\\d\\d(?![\\d/-])");
  private static final Pattern COMPACT =
      Pattern.compile("(?:19|20)\\d\\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\\d|0[1-9])(?!\\d)");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?i)(?:3[01]|[12]\\d|0?[1-9])(st|nd|rd|th)?(?: of)?[ \\n./-]{0,2}("
              + MONTH
              + ")(?!\\p{L})(?:\\.?,?[ \\n./-]{0,2}('?(?:1[89]|2[01])\\d\\d|'\\d\\d|(?<=[-/.])\\d\\d)(?!\\d))?");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(?i)("
              + MONTH
              + ")(?!\\p{L})\\.?[ \\n./-]{0,2}(?:the )?(?:3[01]|[12]\\d|0?[1-9])(?!\\d)(st|nd|rd|th)?(?: ?(?:-|to|through|and) ?(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d))?(?:(?:,| of|/|-)?[ \\n]{0,2}('?(?:1[89]|2[01])\\d\\d|'\\d\\d|(?<=[-/,] ?)\\d\\d)(?![\\d:]))?");
  private static final Pattern MONTH_OF_YEAR =
      Pattern.compile(
          "(?i)" + MONTH + "(?!\\p{L})\\.?(?:,| of|/|-)?[ \\n]{0,2}'?(?:1[89]|2[01])\\d\\d(?!\\d)");
  private static final Pattern FRACTION =
      Pattern.compile(
          "\\d{1,2}[/-]\\d{1,2}(?![\\d/%.-]*\\d| ?(?:of|strength|pain|score|stage|mmhg|power|pulses?|scale|tablets?|motor|points?|in all|inch(?:es)?|cups?|teaspoons?|mile|dose)\\b)");
  private static final Pattern AGE =
      Pattern.compile(
          "(?i)(?:9\\d|1[0-3]\\d)(?: |-)?(?:years?|yrs?\\.?|y/?o|yo|y\\.o\\.|year-old)(?![\\p{L}])(?:[- ]?(?:old|of age))?");
  private static final Pattern AGED =
      Pattern.compile("(?i)age[d]?(?: is| of|:| =)? ?(9\\d|1[0-3]\\d)(?![\\d%.])");
  private static final Pattern BIRTH_YEAR =
      Pattern.compile(
          "(?i)(?:born|birth|b\\.)(?: ?(?:in|year|of|the|:)){0,3} {0,2}((?:18|19|20)\\d\\d)(?!\\d)");
  private static final Set<String> BEFORE_A_DAY = Lexicon.section("before-a-day");
  private static final Set<String> BEFORE_A_MONTH = Lexicon.section("before-a-month");

  @Override
  public List<Pattern> patterns() {
    return List.of(
        YEAR_FIRST,
        NUMERIC,
        MONTH_YEAR,
        COMPACT,
        DAY_MONTH,
        MONTH_DAY,
        MONTH_OF_YEAR,
        FRACTION,
        AGE,
        AGED,
        BIRTH_YEAR);
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    Matcher[] numeric =
        matchers(tokens.text, YEAR_FIRST, NUMERIC, MONTH_YEAR, COMPACT, DAY_MONTH, FRACTION, AGE);
    Matcher[] named = matchers(tokens.text, MONTH_DAY, MONTH_OF_YEAR);
    Matcher[] worded = matchers(tokens.text, AGED, BIRTH_YEAR);
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.digits(i)) {
        digits(tokens, i, numeric, marks);
      } else if (CalendarDate.MONTHS.containsKey(tokens.folded(i))) {
        month(tokens, i, named, marks);
      } else if (tokens.folded(i).startsWith("age") || tokens.folded(i).startsWith("b")) {
        context(tokens, i, worded, marks);
      }
    }
  }

  private static Matcher[] matchers(String text, Pattern... patterns) {
    Matcher[] matchers = new Matcher[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      matchers[i] = patterns[i].matcher(text).useTransparentBounds(true);
    }
    return matchers;
  }

  private static boolean at(Matcher matcher, Tokens tokens, int start) {
    return matcher.region(start, Math.min(tokens.text.length(), start + 60)).lookingAt();
  }

  private static void digits(Tokens tokens, int i, Matcher[] with, Marks marks) {
    int start = tokens.start(i);
    int length = tokens.length(i);
    char before = start == 0 ? ' ' : tokens.text.charAt(start - 1);
    boolean inside =
        before == '/'
            || before == '.' && start > 1 && Character.isDigit(tokens.text.charAt(start - 2));
    if (inside || length > 8 || length == 3 && !at(with[6], tokens, start)) {
      return;
    }
    if (length == 4 && at(with[0], tokens, start)) {
      marks.add(start, with[0].end(), IdentifierType.DATE, 0.95);
    } else if (length == 8 && at(with[3], tokens, start)) {
      marks.add(start, with[3].end(), IdentifierType.DATE, 0.7);
    } else if (length <= 2) {
      shortNumber(tokens, i, with, marks);
    }
    if (at(with[6], tokens, start) && before != '.' && before != '-') {
      marks.add(start, with[6].end(), IdentifierType.AGE, 0.9);
    }
  }

  private static void shortNumber(Tokens tokens, int i, Matcher[] with, Marks marks) {
    int start = tokens.start(i);
    if (at(with[1], tokens, start) && numeric(with[1])) {
      marks.add(start, with[1].end(), IdentifierType.DATE, 0.9);
    } else if (at(with[2], tokens, start)) {
      marks.add(start, with[2].end(), IdentifierType.DATE, 0.8);
    } else if (at(with[4], tokens, start) && named(with[4], 2, 1, 3)) {
      marks.add(start, with[4].end(), IdentifierType.DATE, 0.9);
    } else if (i > 0
        && BEFORE_A_DAY.contains(tokens.folded(i - 1))
        && tokens.gapLength(i - 1) <= 2
        && at(with[5], tokens, start)) {
      String[] parts = with[5].group().split("[/-]");
      boolean slash = with[5].group().indexOf('/') > 0 || "dob".equals(tokens.folded(i - 1));
      if (slash
          && CalendarDate.plausible(2000, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))) {
        marks.add(start, with[5].end(), IdentifierType.DATE, 0.65);
      }
    }
  }

  private static boolean numeric(Matcher match) {
    int a = Integer.parseInt(match.group(1));
    int b = Integer.parseInt(match.group(3));
    boolean day = CalendarDate.plausible(2000, a, b) || CalendarDate.plausible(2000, b, a);
    boolean slash = match.group(2).indexOf('/') >= 0;
    return day
        && (slash
            || match.group(4).length() == 4
            || match.group(1).length() == 2 && match.group(3).length() == 2);
  }

  /** A month without a year needs an ordinal or its capital: "may 5 patients" is no date. */
  private static boolean named(Matcher match, int month, int ordinal, int year) {
    return match.group(year) != null
        || match.group(ordinal) != null
        || Character.isUpperCase(match.group(month).charAt(0));
  }

  private static void month(Tokens tokens, int i, Matcher[] with, Marks marks) {
    int start = tokens.start(i);
    if (start > 0
        && Character.isDigit(tokens.text.charAt(start - 1))
        && i > 0
        && tokens.gapLength(i - 1) == 0) {
      return;
    }
    if (at(with[0], tokens, start) && named(with[0], 1, 2, 3)) {
      marks.add(start, with[0].end(), IdentifierType.DATE, 0.9);
    }
    if (at(with[1], tokens, start)) {
      marks.add(start, with[1].end(), IdentifierType.DATE, 0.85);
    } else if (i > 0
        && tokens.capital(i)
        && tokens.length(i) > 2
        && BEFORE_A_MONTH.contains(tokens.folded(i - 1))
        && tokens.gapLength(i - 1) <= 2) {
      boolean last = tokens.folded(i - 1).equals("last");
      marks.add(last ? tokens.start(i - 1) : start, tokens.end(i), IdentifierType.DATE, 0.6);
    }
  }

  private static void context(Tokens tokens, int i, Matcher[] with, Marks marks) {
    int start = tokens.start(i);
    if (at(with[0], tokens, start)) {
      marks.add(with[0].start(1), with[0].end(1), IdentifierType.AGE, 0.85);
    }
    if (at(with[1], tokens, start)) {
      marks.add(with[1].start(1), with[1].end(1), IdentifierType.DATE, 0.8);
    }
  }
}

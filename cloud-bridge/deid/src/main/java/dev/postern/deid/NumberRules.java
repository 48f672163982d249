package dev.postern.deid;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that identify by their shape alone. Check digits raise the score and never take a match
 * away where the shape is telling.
 */
final class NumberRules implements Rules {

  private static final Pattern SSN = Pattern.compile("\\d{3}([- ])\\d{2}\\1\\d{4}(?!\\d)");
  private static final Pattern PHONE =
      Pattern.compile(
          "(?:\\+?1[-. ]{0,2})?\\(?\\d{3}\\)?[-. /]{0,3}\\d{3}[-. ]{1,3}\\d{4}(?:,? ?(?:x|ext\\.?|extension) ?\\d{1,6})?(?!\\d)");
  private static final Pattern INTERNATIONAL =
      Pattern.compile("(?:\\+|00)\\d{1,3}(?:[-. ()/]{0,3}\\d{1,5}){2,6}(?!\\d)");
  private static final Pattern NATIONAL =
      Pattern.compile(
          "\\(?0\\d{2,4}\\)?[- /]{1,2}\\d{2,4}[- ]?\\d{2,4}(?:[- ]\\d{2,4}){0,2}(?!\\d)");
  private static final Pattern CARD =
      Pattern.compile(
          "\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}(?!\\d)|\\d{4}([ -])\\d{6}\\2\\d{4,5}(?!\\d)|\\d{13,19}(?!\\d)");
  private static final Pattern IBAN =
      Pattern.compile("[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])");
  private static final Pattern VIN =
      Pattern.compile("(?=[A-Z]{0,16}\\d)[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])");
  private static final Pattern MBI =
      Pattern.compile(
          "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}(?![A-Za-z0-9])");
  private static final Pattern CODE = Pattern.compile("[A-Z]{1,5}-?\\d{5,14}(?![A-Za-z0-9])");
  private static final Pattern GROUPED =
      Pattern.compile("\\d{2,4}-\\d{2,6}-\\d{2,6}(?:-\\d{2,6})?(?![\\d-]*\\d)");
  private static final Pattern COORDINATES =
      Pattern.compile("\\d{1,3}\\.\\d{3,8}[°]? ?[NS]?, ?-?\\d{1,3}\\.\\d{3,8}[°]? ?[EW]?(?!\\d)");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?i) {0,2}(?:%|mc?g|m?l|g|kg|iu|units?|cells?|copies|/|x ?10|mmol|meq|u/|people|persons|patients|americans|deaths|cases|per|dollars)");
  private static final Set<String> PUBLIC_NUMBERS = Lexicon.section("public-registers");
  private static final String VIN_WEIGHTS = "8765432A098765432";

  @Override
  public List<Pattern> patterns() {
    return List.of(
        SSN,
        PHONE,
        INTERNATIONAL,
        NATIONAL,
        CARD,
        IBAN,
        VIN,
        MBI,
        CODE,
        GROUPED,
        COORDINATES,
        UNIT);
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    Matchers with = new Matchers(tokens.text);
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.digits(i)) {
        digits(tokens, i, with, marks);
      } else if (tokens.capital(i) && i + 1 < tokens.count() && tokens.length(i) <= 17) {
        codes(tokens, i, with, marks);
      }
    }
  }

  /** One matcher each, used over and over. */
  private static final class Matchers {
    final Matcher ssn;
    final Matcher phone;
    final Matcher international;
    final Matcher national;
    final Matcher card;
    final Matcher iban;
    final Matcher vin;
    final Matcher mbi;
    final Matcher code;
    final Matcher grouped;
    final Matcher coordinates;
    final Matcher unit;

    Matchers(String text) {
      ssn = matcher(SSN, text);
      phone = matcher(PHONE, text);
      international = matcher(INTERNATIONAL, text);
      national = matcher(NATIONAL, text);
      card = matcher(CARD, text);
      iban = matcher(IBAN, text);
      vin = matcher(VIN, text);
      mbi = matcher(MBI, text);
      code = matcher(CODE, text);
      grouped = matcher(GROUPED, text);
      coordinates = matcher(COORDINATES, text);
      unit = matcher(UNIT, text);
    }

    private static Matcher matcher(Pattern pattern, String text) {
      return pattern.matcher(text).useTransparentBounds(true);
    }
  }

  private static boolean at(Matcher matcher, int start, int length) {
    return matcher.region(start, Math.min(length, start + 80)).lookingAt();
  }

  private static void digits(Tokens tokens, int i, Matchers with, Marks marks) {
    String text = tokens.text;
    int length = text.length();
    int start = tokens.start(i);
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    if (Character.isLetter(before)
        || before == '.' && start > 1 && Character.isDigit(text.charAt(start - 2))) {
      return;
    }
    int from = before == '(' || before == '+' ? start - 1 : start;
    from = from > 0 && text.charAt(from - 1) == '+' ? from - 1 : from;
    if (at(with.ssn, start, length)) {
      marks.add(
          start, with.ssn.end(), IdentifierType.SSN, with.ssn.group(1).equals("-") ? 0.95 : 0.8);
    }
    if (at(with.phone, from, length)) {
      marks.add(from, with.phone.end(), phoneOrFax(text, from), 0.9);
    }
    if ((text.charAt(from) == '+' || text.startsWith("00", from))
        && at(with.international, from, length)) {
      international(text, from, with.international.end(), marks);
    }
    if (text.charAt(start) == '0'
        && at(with.national, from, length)
        && with.national.group().chars().filter(Character::isDigit).count() >= 9) {
      marks.add(from, with.national.end(), phoneOrFax(text, from), 0.75);
    }
    if (at(with.coordinates, start, length)) {
      marks.add(start, with.coordinates.end(), IdentifierType.ADDRESS, 0.8);
    }
    if (at(with.mbi, start, length)) {
      marks.add(start, with.mbi.end(), IdentifierType.PLAN_ID, 0.9);
    }
    plainRun(tokens, i, with, marks);
  }

  private static void international(String text, int from, int end, Marks marks) {
    long digits = text.substring(from, end).chars().filter(Character::isDigit).count();
    if (digits >= 8 && digits <= 17) {
      marks.add(from, end, phoneOrFax(text, from), 0.85);
    }
  }

  private static IdentifierType phoneOrFax(String text, int start) {
    String before = text.substring(Math.max(0, start - 14), start).toLowerCase(Locale.ROOT);
    return before.contains("fax") ? IdentifierType.FAX : IdentifierType.PHONE;
  }

  private static void plainRun(Tokens tokens, int i, Matchers with, Marks marks) {
    String text = tokens.text;
    int start = tokens.start(i);
    if (at(with.card, start, text.length())) {
      String digits = with.card.group().replaceAll("\\D", "");
      if (digits.length() >= 13 && digits.length() <= 19) {
        marks.add(start, with.card.end(), IdentifierType.ACCOUNT, luhn(digits) ? 0.95 : 0.6);
      }
    }
    boolean publicNumber = i > 0 && PUBLIC_NUMBERS.contains(tokens.folded(i - 1));
    if (tokens.length(i) == 17 && at(with.vin, start, text.length())) {
      marks.add(start, with.vin.end(), IdentifierType.VEHICLE, 0.7);
    } else if (tokens.length(i) >= 7 && !publicNumber && !quantity(tokens, i, with)) {
      marks.add(start, tokens.end(i), IdentifierType.OTHER_ID, 0.6);
    } else if (!publicNumber
        && at(with.grouped, start, text.length())
        && with.grouped.group().length() >= 9) {
      marks.add(start, with.grouped.end(), IdentifierType.OTHER_ID, 0.6);
    }
    codes(tokens, i, with, marks);
  }

  private static boolean quantity(Tokens tokens, int i, Matchers with) {
    String text = tokens.text;
    int start = tokens.start(i);
    boolean round = tokens.folded(i).endsWith("0000");
    return round
        || tokens.end(i) < text.length() && at(with.unit, tokens.end(i), text.length())
        || start > 0 && text.charAt(start - 1) == '.';
  }

  private static void codes(Tokens tokens, int i, Matchers with, Marks marks) {
    String text = tokens.text;
    int start = tokens.start(i);
    if (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      return;
    }
    if (at(with.iban, start, text.length())) {
      String iban = with.iban.group().replace(" ", "");
      if (iban.length() >= 15 && mod97(iban)) {
        marks.add(start, with.iban.end(), IdentifierType.ACCOUNT, 0.98);
      }
    }
    if (at(with.vin, start, text.length())) {
      marks.add(start, with.vin.end(), IdentifierType.VEHICLE, vin(with.vin.group()) ? 0.95 : 0.6);
    }
    if (!PUBLIC_NUMBERS.contains(tokens.folded(i)) && at(with.code, start, text.length())) {
      marks.add(start, with.code.end(), IdentifierType.OTHER_ID, 0.6);
    }
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = i % 2 == 1 ? digit * 2 : digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  /** ISO 13616. */
  private static boolean mod97(String iban) {
    StringBuilder number = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> number.append(Character.digit(c, 36)));
    return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  /** 49 CFR 565.15: check digit at place 9. */
  private static boolean vin(String vin) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      char c = vin.charAt(i);
      int value =
          Character.isDigit(c) ? c - '0' : "12345678-12345-7-923456789".charAt(c - 'A') - '0';
      sum += value * Character.digit(VIN_WEIGHTS.charAt(i), 11);
    }
    return vin.charAt(8) == "0123456789X".charAt(sum % 11);
  }
}

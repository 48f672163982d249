package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What identifies by its shape alone. Narrower than the detector's rules: telling shapes only, all
 * bounded, each tried only where its first char can stand.
 */
final class OutboundPatterns {

  private static final int LONGEST = 200;
  private static final String MONTH =
      "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";

  private record Shape(IdentifierType type, Pattern pattern) {
    Shape(IdentifierType type, String pattern) {
      this(type, Pattern.compile(pattern));
    }
  }

  private static final List<Shape> FROM_DIGIT =
      List.of(
          new Shape(IdentifierType.SSN, "(?<![.-])\\d{3}-\\d{2}-\\d{4}(?![\\d-])"),
          new Shape(
              IdentifierType.PHONE,
              "(?<![.+/-])[2-9]\\d{2}\\)?[-. ]{1,2}\\d{3}[-.]\\d{4}(?![\\d-])"),
          new Shape(
              IdentifierType.IP,
              "(?<!\\.)(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}(?!\\.?\\d)"),
          new Shape(
              IdentifierType.DATE,
              "(?<![./-])(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?!\\d)"),
          new Shape(
              IdentifierType.DATE,
              "(?<![./-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:(?:19|20)\\d\\d|\\d\\d)(?![\\d/])"),
          new Shape(
              IdentifierType.DATE,
              "(?<![./-])(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?: of)? "
                  + MONTH
                  + "\\.?,? (?:19|20)\\d\\d(?!\\d)"),
          new Shape(
              IdentifierType.AGE, "(?i)(?<![.-])(?:9\\d|1[01]\\d)[- ]years?[- ]old(?!\\p{L})"));

  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![.,:#/+-] ?)\\d{9,20}(?![\\p{L}\\p{N}.%/]| ?(?:%|[a-zA-Zµμ/]))");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          MONTH + "\\.? (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d\\d(?!\\d)");
  private static final Pattern TITLED =
      Pattern.compile("(?:Dr|Mr|Mrs|Ms)\\.? (\\p{Lu}\\p{Ll}{2,20})(?![\\p{L}\\d-])");
  private static final Pattern MRN = Pattern.compile("(?i)MRN ?[:#]? ?(\\d{4,12})(?!\\d)");
  private static final Pattern LINK = Pattern.compile("(?i)(?:https?|ftp)://[^\\s<>\"'\\[\\]]{2}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,60}+@[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,60}+(?:\\.[\\p{L}\\p{N}-]{1,60}){0,6}\\.\\p{L}{2,20}");

  private static final Pattern CARD =
      Pattern.compile("\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}(?![\\d-])");
  private static final Pattern IBAN =
      Pattern.compile("[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])");

  /** What a shape found: chars of the text, without the title or label before the value. */
  record Hit(IdentifierType type, int start, int end) {}

  /** Takes what is found. */
  interface Sink {
    void accept(Hit hit);
  }

  private OutboundPatterns() {}

  static void find(String text, Sink sink) {
    Matcher[] digits =
        FROM_DIGIT.stream().map(shape -> over(shape.pattern, text)).toArray(Matcher[]::new);
    Matcher number = over(LONG_NUMBER, text);
    Matcher card = over(CARD, text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
      if (c >= '0' && c <= '9' && begins) {
        for (int shape = 0; shape < digits.length; shape++) {
          if (at(digits[shape], i, text)) {
            sink.accept(new Hit(FROM_DIGIT.get(shape).type, i, digits[shape].end()));
          }
        }
        if (at(number, i, text) && !number.group().endsWith("0000")) {
          sink.accept(new Hit(IdentifierType.OTHER_ID, i, number.end()));
        }
        if (at(card, i, text)) {
          sink.accept(new Hit(IdentifierType.ACCOUNT, i, card.end()));
        }
      }
    }
    words(text, sink);
    emails(text, sink);
  }

  private static Matcher over(Pattern pattern, String text) {
    return pattern.matcher(text).useTransparentBounds(true);
  }

  private static boolean at(Matcher matcher, int start, String text) {
    return matcher.region(start, Math.min(text.length(), start + LONGEST)).lookingAt();
  }

  private static void words(String text, Sink sink) {
    Matcher month = over(MONTH_DAY, text);
    Matcher titled = over(TITLED, text);
    Matcher mrn = over(MRN, text);
    Matcher link = over(LINK, text);
    Matcher iban = over(IBAN, text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80
          || !Character.isLetter(c)
          || i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
        continue;
      }
      if ("JFMASOND".indexOf(c) >= 0 && at(month, i, text)) {
        sink.accept(new Hit(IdentifierType.DATE, i, month.end()));
      }
      if ((c == 'D' || c == 'M') && at(titled, i, text) && name(titled.group(1))) {
        sink.accept(new Hit(IdentifierType.PERSON, titled.start(1), titled.end()));
      }
      if ((c == 'M' || c == 'm') && at(mrn, i, text)) {
        sink.accept(new Hit(IdentifierType.MRN, mrn.start(1), mrn.end()));
      }
      if (c <= 'Z' && at(iban, i, text) && validIban(iban.group().replace(" ", ""))) {
        sink.accept(new Hit(IdentifierType.ACCOUNT, i, iban.end()));
      }
      if ("hHfF".indexOf(c) >= 0 && at(link, i, text)) {
        sink.accept(new Hit(IdentifierType.URL, i, link.end()));
      }
    }
  }

  /** ISO 13616: the remainder, digit by digit. */
  private static boolean validIban(String iban) {
    int rest = 0;
    for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
      int value = Character.digit(c, 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }

  private static boolean name(String word) {
    String folded = word.toLowerCase(Locale.ROOT);
    return !WordLists.ORDINARY.contains(folded) && !WordLists.FUNCTION.contains(folded);
  }

  private static void emails(String text, Sink sink) {
    Matcher email = over(EMAIL, text);
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = at;
      while (start > 0
          && at - start < 60
          && (Character.isLetterOrDigit(text.charAt(start - 1))
              || "._%+-".indexOf(text.charAt(start - 1)) >= 0)) {
        start--;
      }
      while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
        start++;
      }
      if (start < at && email.region(start, Math.min(text.length(), at + 400)).lookingAt()) {
        sink.accept(new Hit(IdentifierType.EMAIL, start, email.end()));
      }
    }
  }
}

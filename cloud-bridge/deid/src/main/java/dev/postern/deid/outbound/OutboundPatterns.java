package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What identifies by its shape alone. Narrower than the detector's rules: telling shapes only, all
 * bounded.
 */
final class OutboundPatterns {

  private static final String MONTH =
      "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";

  private record Shape(IdentifierType type, Pattern pattern, Predicate<Matcher> counts) {
    Shape(IdentifierType type, String pattern) {
      this(type, Pattern.compile(pattern), match -> true);
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              IdentifierType.EMAIL,
              "(?<![\\p{L}\\p{N}._%+'-])[\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,60}+@[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,60}+(?:\\.[\\p{L}\\p{N}-]{1,60}){0,6}\\.\\p{L}{2,20}"),
          new Shape(
              IdentifierType.URL, "(?i)(?<![\\p{L}\\p{N}])(?:https?|ftp)://[^\\s<>\"'\\[\\]]{2}"),
          new Shape(IdentifierType.SSN, "(?<![\\p{L}\\d.-])\\d{3}-\\d{2}-\\d{4}(?![\\d-])"),
          new Shape(
              IdentifierType.PHONE,
              "(?<![\\p{L}\\d.+(/-])\\(?[2-9]\\d{2}\\)?[-. ]{1,2}\\d{3}[-.]\\d{4}(?![\\d-])"),
          new Shape(
              IdentifierType.IP,
              "(?<![\\p{L}\\d.])(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}(?![\\d.])"),
          new Shape(
              IdentifierType.DATE,
              "(?<![\\p{L}\\d./-])(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?!\\d)"),
          new Shape(
              IdentifierType.DATE,
              "(?<![\\p{L}\\d./-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:(?:19|20)\\d\\d|\\d\\d)(?![\\d/])"),
          new Shape(
              IdentifierType.DATE,
              "(?<![\\p{L}\\d])"
                  + MONTH
                  + "\\.? (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d\\d(?!\\d)"),
          new Shape(
              IdentifierType.DATE,
              "(?<![\\p{L}\\d./-])(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?: of)? "
                  + MONTH
                  + "\\.?,? (?:19|20)\\d\\d(?!\\d)"),
          new Shape(IdentifierType.MRN, "(?i)(?<![\\p{L}\\d])MRN ?[:#]? ?\\d{4,12}(?!\\d)"),
          new Shape(
              IdentifierType.AGE,
              "(?i)(?<![\\p{L}\\d.-])(?:9\\d|1[01]\\d)[- ]years?[- ]old(?!\\p{L})"),
          new Shape(
              IdentifierType.OTHER_ID,
              Pattern.compile(
                  "(?<![\\p{L}\\p{N}.,:#/+-] ?)\\d{9,20}(?![\\p{L}\\p{N}.%/]| ?(?:%|[a-zA-Zµμ/]))"),
              match -> !match.group().endsWith("0000")),
          new Shape(
              IdentifierType.PERSON,
              Pattern.compile(
                  "(?<![\\p{L}\\d])(?:Dr|Mr|Mrs|Ms)\\.? (\\p{Lu}\\p{Ll}{2,20})(?![\\p{L}\\d-])"),
              match -> {
                String word = match.group(1).toLowerCase(Locale.ROOT);
                return !WordLists.ORDINARY.contains(word) && !WordLists.FUNCTION.contains(word);
              }));

  /** What a shape found: chars of the text. */
  record Hit(IdentifierType type, int start, int end) {}

  interface Sink {
    void accept(Hit hit);
  }

  private OutboundPatterns() {}

  static void find(String text, Sink sink) {
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.pattern.matcher(text);
      while (matcher.find()) {
        if (shape.counts.test(matcher)) {
          sink.accept(new Hit(shape.type, matcher.start(), matcher.end()));
        }
      }
    }
  }
}

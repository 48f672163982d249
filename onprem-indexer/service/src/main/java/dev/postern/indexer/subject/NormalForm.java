package dev.postern.indexer.subject;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The forms under which an identifier is found again in a question: a name in any order of its
 * words, a number whatever stands between its digits, an e-mail address in any case. What is too
 * short to mean one person has no form.
 */
public final class NormalForm {

  static final int MIN_NUMBER = 5;
  static final int MIN_PHONE = 7;
  private static final int PHONE_TAIL = 9;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private NormalForm() {}

  /** The forms of a value from a record. */
  public static Set<String> of(String type, String value) {
    return switch (type) {
      case "PERSON" -> names(value);
      case "EMAIL" -> Set.of(email(value));
      case "PHONE", "FAX" -> phones(value);
      case "DATE", "AGE", "ADDRESS", "ZIP", "ORGANISATION", "URL", "BIOMETRIC" -> Set.of();
      default -> numbers(value);
    };
  }

  private static Set<String> names(String value) {
    int comma = value.indexOf(',');
    String inOrder =
        comma > 0 ? value.substring(comma + 1) + " " + value.substring(0, comma) : value;
    List<String> words = words(inOrder);
    if (words.size() < 2) {
      return Set.of();
    }
    return new LinkedHashSet<>(
        List.of(name(words), name(List.of(words.getFirst(), words.getLast()))));
  }

  private static Set<String> phones(String value) {
    String digits = digits(value);
    return digits.length() < MIN_PHONE ? Set.of() : Set.of(phone(digits));
  }

  private static Set<String> numbers(String value) {
    String number = number(value);
    return number.length() < MIN_NUMBER + 2 || digits(number).isEmpty() ? Set.of() : Set.of(number);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : NOT_WORD.split(folded(text), -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  static String name(List<String> words) {
    return "n:" + String.join(" ", new TreeSet<>(words));
  }

  static String email(String value) {
    return "e:" + value.strip().toLowerCase(Locale.ROOT);
  }

  /** The last digits: a country code or trunk zero before them makes no difference. */
  static String phone(String digits) {
    return "p:" + digits.substring(Math.max(0, digits.length() - PHONE_TAIL));
  }

  static String number(String value) {
    return "i:" + NOT_WORD.matcher(folded(value)).replaceAll("");
  }

  static String digits(String value) {
    StringBuilder digits = new StringBuilder();
    value
        .codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  private static String folded(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return plain.toLowerCase(Locale.ROOT).replace('ł', 'l').replace("ß", "ss");
  }
}

package dev.postern.deid;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/** The words and numbers of a normal text: runs of letters or of digits, with their folded form. */
final class Tokens {

  final String text;
  final NormalText normal;
  private int[] start;
  private int[] end;
  private String[] folded;
  private int count;

  private Tokens(NormalText normal) {
    this.normal = normal;
    this.text = normal.text();
    int guess = text.length() / 5 + 8;
    start = new int[guess];
    end = new int[guess];
    folded = new String[guess];
  }

  static Tokens of(String original) {
    Tokens tokens = new Tokens(NormalText.of(original));
    String text = tokens.text;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (Character.isLetterOrDigit(c)) {
        boolean digits = Character.isDigit(c);
        while (next < text.length() && continues(text.codePointAt(next), digits)) {
          next += Character.charCount(text.codePointAt(next));
        }
        tokens.add(i, next);
      }
      i = next;
    }
    return tokens;
  }

  private static boolean continues(int c, boolean digits) {
    return digits
        ? Character.isDigit(c)
        : Character.isLetter(c) || c >= 0x300 && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private void add(int from, int to) {
    if (count == start.length) {
      int capacity = count * 2;
      start = Arrays.copyOf(start, capacity);
      end = Arrays.copyOf(end, capacity);
      folded = Arrays.copyOf(folded, capacity);
    }
    start[count] = from;
    end[count] = to;
    folded[count++] = fold(text.substring(from, to));
  }

  /** Lower case without diacritics. */
  static String fold(String word) {
    boolean ascii = true;
    boolean lower = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      ascii &= c < 0x80;
      lower &= c < 'A' || c > 'Z';
    }
    if (ascii) {
      return lower ? word : word.toLowerCase(Locale.ROOT);
    }
    StringBuilder plain = new StringBuilder();
    String decomposed = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      switch (c) {
        case 'ß' -> plain.append("ss");
        case 'ł' -> plain.append('l');
        case 'ø' -> plain.append('o');
        case 'đ' -> plain.append('d');
        case 'æ' -> plain.append("ae");
        case 'œ' -> plain.append("oe");
        case 'ı' -> plain.append('i');
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            plain.append(c);
          }
        }
      }
    }
    return plain.toString();
  }

  int count() {
    return count;
  }

  int start(int token) {
    return start[token];
  }

  int end(int token) {
    return end[token];
  }

  String folded(int token) {
    return folded[token];
  }

  String raw(int token) {
    return text.substring(start[token], end[token]);
  }

  int length(int token) {
    return end[token] - start[token];
  }

  boolean digits(int token) {
    return Character.isDigit(text.charAt(start[token]));
  }

  /** Begins with a capital letter. */
  boolean capital(int token) {
    return Character.isUpperCase(text.charAt(start[token]));
  }

  /** Only capital letters, two or more. */
  boolean capitals(int token) {
    for (int i = start[token]; i < end[token]; i++) {
      if (!Character.isUpperCase(text.charAt(i))) {
        return false;
      }
    }
    return length(token) > 1;
  }

  /** Text between this token and the next one. */
  String gap(int token) {
    return text.substring(end[token], token + 1 < count ? start[token + 1] : text.length());
  }

  int gapLength(int token) {
    return (token + 1 < count ? start[token + 1] : text.length()) - end[token];
  }

  /** The token at or after a char of the normal text; {@link #count()} if there is none. */
  int at(int index) {
    int found = Arrays.binarySearch(start, 0, count, index);
    return found >= 0 ? found : -found - 1;
  }
}

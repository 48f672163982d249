package dev.postern.deid.outbound;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A reading without everything that is no letter or digit: "KOWALSKI, Anna" is {@code
 * kowalskianna}. Beside each char stands what was left out before it and whether it was a capital.
 */
final class Squeezed {

  /** What stands before a char: nothing, ... */
  static final byte JOINED = 0;

  /** ... up to three chars that numbers are written with, ... */
  static final byte NUMBER_GAP = 1;

  /** ... up to three others, ... */
  static final byte GAP = 2;

  /** ... the apostrophe or hyphen of a word, ... */
  static final byte WORD_GAP = 3;

  /** ... or more. */
  static final byte FAR = 4;

  private static final int LONGEST_GAP = 3;
  private static final String IN_NUMBERS = " -./()_+:#*\\";
  private static final String ALIKE = "аaеeоoрpсcхxуyіiѕsјjαaοoρpνvкkмmтtвbнh";

  char[] chars;
  int[] source;
  byte[] before;
  boolean[] capital;
  boolean[] digit;
  int length;
  private int gap;
  private boolean numberGap = true;
  private boolean wordGap;

  private Squeezed(int capacity) {
    chars = new char[capacity];
    source = new int[capacity];
    before = new byte[capacity];
    capital = new boolean[capacity];
    digit = new boolean[capacity];
  }

  static Squeezed of(String text) {
    Squeezed squeezed = new Squeezed(text.length() + 8);
    squeezed.gap = LONGEST_GAP + 1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c < 0x80) {
        squeezed.plain((char) c, i, c >= 'A' && c <= 'Z');
      } else {
        squeezed.other(c, i);
      }
      i += Character.charCount(c);
    }
    return squeezed;
  }

  /** Folds without places: how values are written down for comparison. */
  static String fold(String text) {
    Squeezed squeezed = of(text);
    return new String(squeezed.chars, 0, squeezed.length);
  }

  private void other(int c, int at) {
    int type = Character.getType(c);
    if (type == Character.FORMAT
        || type == Character.NON_SPACING_MARK
        || type == Character.SURROGATE) {
      return;
    }
    boolean upper = Character.isUpperCase(c);
    String simple =
        Normalizer.normalize(Character.toString(Character.toLowerCase(c)), Normalizer.Form.NFKD);
    for (int i = 0; i < simple.length(); i++) {
      char unit = simple.charAt(i);
      int alike = ALIKE.indexOf(unit);
      if (Character.isDigit(unit)) {
        plain((char) ('0' + Character.digit(unit, 10)), at, false);
      } else if (alike >= 0 && alike % 2 == 0) {
        plain(ALIKE.charAt(alike + 1), at, upper);
      } else if (Character.getType(unit) != Character.NON_SPACING_MARK) {
        letters(unit, at, upper);
      }
    }
  }

  private void letters(char unit, int at, boolean upper) {
    switch (unit) {
      case 'ß' -> both('s', 's', at, upper);
      case 'æ' -> both('a', 'e', at, upper);
      case 'œ' -> both('o', 'e', at, upper);
      case 'ł' -> plain('l', at, upper);
      case 'ø' -> plain('o', at, upper);
      case 'đ' -> plain('d', at, upper);
      case 'ı' -> plain('i', at, upper);
      case '\u2019', '\u2018', '\u02bc' -> plain('\'', at, false);
      default ->
          plain(Character.getType(unit) == Character.DASH_PUNCTUATION ? '-' : unit, at, upper);
    }
  }

  private void both(char one, char two, int at, boolean upper) {
    plain(one, at, upper);
    plain(two, at, upper);
  }

  private void plain(char c, int at, boolean upper) {
    if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
      gap++;
      numberGap &= IN_NUMBERS.indexOf(c) >= 0 || Character.isSpaceChar(c);
      wordGap |= c == '\'' || c == '-' || c == '`' || c == '\u00b4';
      return;
    }
    grow();
    chars[length] = c < 0x80 ? (char) (upper ? c | 0x20 : c) : c;
    source[length] = at;
    capital[length] = upper;
    digit[length] = c >= '0' && c <= '9';
    before[length++] =
        gap == 0
            ? JOINED
            : gap > LONGEST_GAP ? FAR : wordGap ? WORD_GAP : numberGap ? NUMBER_GAP : GAP;
    gap = 0;
    numberGap = true;
    wordGap = false;
  }

  private void grow() {
    if (length == chars.length) {
      int capacity = length * 2;
      chars = Arrays.copyOf(chars, capacity);
      source = Arrays.copyOf(source, capacity);
      before = Arrays.copyOf(before, capacity);
      capital = Arrays.copyOf(capital, capacity);
      digit = Arrays.copyOf(digit, capacity);
    }
  }

  /** Whether a word or number begins at this char. */
  boolean begins(int index) {
    return index >= length
        || before[index] != JOINED
        || index == 0
        || digit[index] != digit[index - 1];
  }
}

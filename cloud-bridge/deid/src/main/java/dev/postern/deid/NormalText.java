package dev.postern.deid;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as the rules read it, with the way back to the code points of the original: NFKC per
 * combining sequence, nothing invisible, plain dashes, quotes, spaces and digits, Latin letters for
 * their look-alikes inside Latin words, words rejoined that a line break hyphenated.
 */
final class NormalText {

  private static final int MAX_MARKS = 16;
  private static final String LOOK_ALIKES = "АаВЕеКМНОоРрСсТХхуіІјЅѕΑΒΕΖΗΙΚΜΝΟοΡΤΥΧ";
  private static final String LATIN_FOR_THEM = "AaBEeKMHOoPpCcTXxyiIjSsABEZHIKMNOoPTYX";

  private char[] chars;
  private int[] from;
  private int[] to;
  private int length;

  private NormalText(int capacity) {
    chars = new char[capacity];
    from = new int[capacity];
    to = new int[capacity];
  }

  static NormalText of(String original) {
    NormalText text = new NormalText(original.length() + 16);
    int codePoint = 0;
    for (int i = 0; i < original.length(); ) {
      char c = original.charAt(i);
      boolean alone = i + 1 == original.length() || original.charAt(i + 1) < 0x80;
      if (c < 0x80 && alone) {
        text.add(c == '\r' || c == '\u000b' || c == '\f' ? '\n' : c, codePoint, codePoint + 1);
        i++;
        codePoint++;
      } else {
        int end = endOfSequence(original, i);
        int codePoints = original.codePointCount(i, end);
        text.addSequence(original.substring(i, end), codePoint, codePoint + codePoints);
        i = end;
        codePoint += codePoints;
      }
    }
    text.replaceLookAlikes();
    text.rejoinHyphenated();
    return text;
  }

  private static int endOfSequence(String original, int start) {
    int i = start + Character.charCount(original.codePointAt(start));
    for (int marks = 0; i < original.length() && marks < MAX_MARKS; marks++) {
      int next = original.codePointAt(i);
      if (next < 0x300 || !isMark(next)) {
        break;
      }
      i += Character.charCount(next);
    }
    return i;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private void addSequence(String sequence, int start, int end) {
    String normal =
        sequence.length() == 1 && sequence.charAt(0) < 0x80
            ? sequence
            : Normalizer.normalize(sequence, Normalizer.Form.NFKC);
    normal.codePoints().forEach(c -> addPlain(c, start, end));
  }

  private void addPlain(int c, int start, int end) {
    int type = Character.getType(c);
    if (type == Character.FORMAT || c >= 0xFE00 && c <= 0xFE0F) {
      return;
    }
    int plain = c;
    if (type == Character.DECIMAL_DIGIT_NUMBER) {
      plain = '0' + Character.digit(c, 10);
    } else if (type == Character.DASH_PUNCTUATION || c == 0x2212) {
      plain = '-';
    } else if (type == Character.SPACE_SEPARATOR) {
      plain = ' ';
    } else if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4 || c == '`') {
      plain = '\'';
    } else if (c == 0x2028 || c == 0x2029 || c == 0x85) {
      plain = '\n';
    }
    for (char unit : Character.toChars(plain)) {
      add(unit, start, end);
    }
  }

  private void add(char c, int start, int end) {
    if (length == chars.length) {
      int capacity = length * 2;
      chars = Arrays.copyOf(chars, capacity);
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
    }
    chars[length] = c;
    from[length] = start;
    to[length++] = end;
  }

  private void replaceLookAlikes() {
    for (int i = 0; i < length; ) {
      int start = i;
      boolean latin = false;
      boolean foreign = false;
      while (i < length && Character.isLetter(chars[i])) {
        latin |= chars[i] < 0x250;
        foreign |= chars[i] >= 0x370 && chars[i] < 0x530;
        i++;
      }
      for (int j = start; latin && foreign && j < i; j++) {
        int at = LOOK_ALIKES.indexOf(chars[j]);
        chars[j] = at < 0 ? chars[j] : LATIN_FOR_THEM.charAt(at);
      }
      i = Math.max(i, start + 1);
    }
  }

  private void rejoinHyphenated() {
    int out = 0;
    for (int i = 0; i < length; ) {
      if (chars[i] == '-' && i > 0 && Character.isLetterOrDigit(chars[i - 1])) {
        int next = afterLineBreak(i + 1);
        if (next > 0 && Character.isLetterOrDigit(chars[next])) {
          if (!Character.isLowerCase(chars[next])) {
            keep(i, out++);
          }
          i = next;
          continue;
        }
      }
      keep(i++, out++);
    }
    length = out;
  }

  private int afterLineBreak(int start) {
    int i = start;
    boolean broken = false;
    while (i < length && i < start + 8 && Character.isWhitespace(chars[i])) {
      broken |= chars[i++] == '\n';
    }
    return broken && i < length ? i : -1;
  }

  private void keep(int index, int out) {
    chars[out] = chars[index];
    from[out] = from[index];
    to[out] = to[index];
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** First original code point of the normal char. */
  int start(int index) {
    return from[index];
  }

  /** Original code point after the last one of the normal char before {@code index}. */
  int end(int index) {
    return to[index - 1];
  }

  /** First normal char that comes from this original code point or a later one. */
  int charAt(int codePoint) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (to[middle] <= codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package dev.postern.deid.model;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased word-pieces, with the chars each stands for and the shape of the word it is in:
 * the vocabulary knows no capitals, the shapes do.
 */
final class WordPieces {

  static final int CLS = 101;
  static final int SEP = 102;
  private static final int UNKNOWN = 100;
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> whole = new HashMap<>();
  private final Map<String, Integer> continued = new HashMap<>();

  /**
   * @param vocabulary a piece a line, by id
   */
  WordPieces(List<String> vocabulary) {
    for (int id = 0; id < vocabulary.size(); id++) {
      String piece = vocabulary.get(id);
      if (piece.startsWith("##")) {
        continued.put(piece.substring(2), id);
      } else {
        whole.put(piece, id);
      }
    }
  }

  /** The pieces of a text, side by side. */
  static final class Pieces {
    int[] ids = new int[64];
    int[] shapes = new int[64];
    int[] starts = new int[64];
    int[] ends = new int[64];
    int count;

    private void add(int id, int start, int end) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, count * 2);
        shapes = Arrays.copyOf(shapes, count * 2);
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
      }
      ids[count] = id;
      starts[count] = start;
      ends[count++] = end;
    }
  }

  Pieces of(String text) {
    Pieces pieces = new Pieces();
    Word word = new Word();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (blank(c)) {
        split(word, pieces);
      } else if (alone(c)) {
        split(word, pieces);
        word.add(c, i, next);
        split(word, pieces);
      } else if (!dropped(c)) {
        word.add(c, i, next);
      }
      i = next;
    }
    split(word, pieces);
    shape(text, pieces);
    return pieces;
  }

  /** One word in lower case without marks, each char with where it came from. */
  private static final class Word {
    final StringBuilder chars = new StringBuilder();
    int[] from = new int[32];
    int[] to = new int[32];

    void add(int codePoint, int start, int end) {
      String plain =
          codePoint < 0x80
              ? Character.toString(Character.toLowerCase(codePoint))
              : Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                  .toLowerCase(Locale.ROOT);
      plain
          .codePoints()
          .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
          .forEach(c -> append(c, start, end));
    }

    private void append(int codePoint, int start, int end) {
      chars.appendCodePoint(codePoint);
      while (from.length < chars.length()) {
        from = Arrays.copyOf(from, from.length * 2);
        to = Arrays.copyOf(to, to.length * 2);
      }
      for (int i = chars.length() - Character.charCount(codePoint); i < chars.length(); i++) {
        from[i] = start;
        to[i] = end;
      }
    }
  }

  private void split(Word word, Pieces pieces) {
    int length = word.chars.length();
    if (length == 0) {
      return;
    }
    int before = pieces.count;
    boolean known = word.chars.codePointCount(0, length) <= LONGEST_WORD;
    for (int start = 0; known && start < length; ) {
      Map<String, Integer> vocabulary = start == 0 ? whole : continued;
      int end = length;
      Integer id = vocabulary.get(word.chars.substring(start, end));
      while (id == null && --end > start) {
        id = vocabulary.get(word.chars.substring(start, end));
      }
      known = id != null;
      if (id != null) {
        pieces.add(id, word.from[start], word.to[end - 1]);
        start = end;
      }
    }
    if (!known) {
      pieces.count = before;
      pieces.add(UNKNOWN, word.from[0], word.to[length - 1]);
    }
    word.chars.setLength(0);
  }

  private static void shape(String text, Pieces pieces) {
    int piece = 0;
    for (int i = 0; i < text.length() && piece < pieces.count; ) {
      int end = i;
      while (end < text.length() && Character.isLetterOrDigit(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      Shape shape = end > i ? Shape.of(text, i, end) : Shape.OTHER;
      end = Math.max(end, i + Character.charCount(text.codePointAt(i)));
      while (piece < pieces.count && pieces.starts[piece] < end) {
        pieces.shapes[piece++] = shape.ordinal();
      }
      i = end;
    }
  }

  private static boolean blank(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  private static boolean dropped(int c) {
    int type = Character.getType(c);
    return c == 0
        || c == 0xFFFD
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.NON_SPACING_MARK;
  }

  /** Punctuation and ideographs are words of their own. */
  private static boolean alone(int c) {
    if (c < 0x80) {
      return c > ' ' && c != 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> c >= 0x3400 && Character.isIdeographic(c);
    };
  }

  /** In the order in which the model learned them. */
  enum Shape {
    OTHER,
    LOWER,
    TITLE,
    UPPER,
    DIGITS,
    MIXED;

    private static Shape of(String text, int start, int end) {
      boolean lower = false;
      boolean upper = false;
      boolean letters = false;
      boolean digits = false;
      int length = 0;
      for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
        int c = text.codePointAt(i);
        lower |= Character.isLowerCase(c);
        upper |= Character.isUpperCase(c) || Character.isTitleCase(c);
        letters |= Character.isLetter(c);
        digits |= Character.isDigit(c);
        length++;
      }
      if (digits) {
        return letters ? MIXED : DIGITS;
      }
      if (!letters) {
        return OTHER;
      }
      if (lower && !upper) {
        return LOWER;
      }
      if (upper && !lower && length > 1) {
        return UPPER;
      }
      return Character.isUpperCase(text.codePointAt(start)) ? TITLE : MIXED;
    }
  }
}

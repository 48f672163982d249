package dev.postern.parser;

/** Text as it is stored: no NUL, no control characters, no lone surrogates, no runs of blanks. */
final class CleanText {

  private CleanText() {}

  /** Keeps line breaks; blanks at the ends of lines go. */
  static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n') {
        trimEnd(clean);
        clean.append('\n');
      } else if (isBlank(c)) {
        if (!clean.isEmpty() && !isSpace(clean.charAt(clean.length() - 1))) {
          clean.append(' ');
        }
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        clean.append('\uFFFD');
      } else if (!Character.isISOControl(c)) {
        clean.appendCodePoint(c);
      }
    }
    return clean.toString().strip();
  }

  static String oneLine(String text) {
    return of(text.replace('\n', ' ').replace('\r', ' '));
  }

  private static boolean isBlank(int c) {
    return c == '\t' || c == '\r' || c == '\f' || c == 0x0B || Character.isSpaceChar(c);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n';
  }

  private static void trimEnd(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }
}

package dev.postern.deid.restore;

/**
 * Follows the text that is shown, char by char, and breaks what would make a Markdown or HTML
 * reader load or link something: {@code ](} gets a space, as do {@code <a}, {@code ]:} and {@code
 * https://}, and the dots of a host become {@code [.]}. It never has to look ahead, so nothing is
 * held back.
 */
final class InertLinks {

  private static final int MAX_TARGET = 4096;

  private enum Inside {
    TEXT,
    URL,
    TARGET,
    DEFINITION,
    TAG
  }

  private final StringBuilder word = new StringBuilder();
  private Inside inside = Inside.TEXT;
  private int depth;
  private int travelled;
  private boolean filled;
  private char last = '\n';
  private char beforeLast = '\n';
  private boolean host;
  private boolean bracketOpensLine;
  private int afterToken = Integer.MAX_VALUE;

  /** Whether a token here would become part of something that is loaded or followed. */
  boolean insideLink() {
    return inside != Inside.TEXT || looksLikeAddress();
  }

  private boolean looksLikeAddress() {
    boolean dot = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '@' || c == '%' || c == '=' || c == '&' || c == '?' && i + 1 < word.length()) {
        return true;
      }
      if ((c == '/' || c == '\\') && dot) {
        return true;
      }
      dot |= c == '.' && i > 0 && i + 1 < word.length();
    }
    return dot && word.charAt(word.length() - 1) == '.' || word.indexOf("//") >= 0;
  }

  /** Shows what a token stood for; it may not join what follows to an address. */
  void restored(String value, StringBuilder out) {
    out.append(value);
    value.chars().forEach(c -> remember((char) c));
    bracketOpensLine = false;
    afterToken = 0;
  }

  /** Shows one char of the model's own. */
  void text(char c, StringBuilder out) {
    if (breaks(c)) {
      out.append(' ');
      word.setLength(0);
    }
    boolean hostDot = c == '.' && (host || endsWithWww());
    out.append(hostDot ? "[.]" : String.valueOf(c));
    if (hostDot && inside == Inside.TEXT) {
      enter(Inside.URL);
    }
    host = hostDot || followsHost(c);
    follow(c);
    remember(c);
    afterToken = afterToken == Integer.MAX_VALUE ? afterToken : afterToken + 1;
  }

  private boolean breaks(char c) {
    if (last == ']' && (c == '(' || c == ':' && bracketOpensLine)) {
      return true;
    }
    if (last == '<' && (Character.isLetter(c) || c == '/' || c == '!' || c == '?')) {
      return true;
    }
    if (c == '/' && schemeBefore()) {
      return true;
    }
    return afterToken == 0 && c == '@'
        || afterToken == 1 && last == '.' && Character.isLetterOrDigit(c);
  }

  private boolean endsWithWww() {
    int n = word.length();
    return n >= 3
        && "www".equalsIgnoreCase(word.substring(n - 3))
        && (n == 3 || !Character.isLetterOrDigit(word.charAt(n - 4)));
  }

  /**
   * A host goes from {@code ://} or {@code www.} to the next slash, question mark, hash or space.
   */
  private boolean followsHost(char c) {
    boolean slashes = c == '/' && (schemeBefore() || last == '/' && beforeLast == ':');
    return slashes || host && c != '/' && c != '?' && c != '#' && !Character.isWhitespace(c);
  }

  private boolean schemeBefore() {
    return last == ':' && Character.isLetterOrDigit(beforeLast);
  }

  private void follow(char c) {
    switch (inside) {
      case TEXT -> open(c);
      case URL -> closeWhen(Character.isWhitespace(c) || c == '<');
      case TARGET -> {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        closeWhen(depth == 0 || c == '\n' && last == '\n');
      }
      case DEFINITION -> {
        closeWhen(c == '\n' && filled);
        filled |= !Character.isWhitespace(c);
      }
      case TAG -> closeWhen(c == '>' || c == '\n' && last == '\n');
    }
  }

  private void open(char c) {
    if (last == ']' && c == '(') {
      enter(Inside.TARGET);
      depth = 1;
    } else if (last == ']' && c == ':' && bracketOpensLine) {
      enter(Inside.DEFINITION);
    } else if (last == '<' && (Character.isLetter(c) || c == '/' || c == '!' || c == '?')) {
      enter(Inside.TAG);
    } else if (c == '/' && schemeBefore()) {
      enter(Inside.URL);
    }
    if (c == '[') {
      bracketOpensLine = last == '\n' || bracketOpensLine && last == ' ';
    }
  }

  private void enter(Inside next) {
    inside = next;
    travelled = 0;
    filled = false;
  }

  private void closeWhen(boolean end) {
    if (end || ++travelled > MAX_TARGET) {
      inside = Inside.TEXT;
    }
  }

  private void remember(char c) {
    beforeLast = last;
    last = c;
    if (c == '\n') {
      bracketOpensLine = false;
    }
    if (Character.isWhitespace(c)) {
      word.setLength(0);
    } else if (word.length() < MAX_TARGET) {
      word.append(c);
    }
  }
}

package dev.postern.audit.json;

import java.util.ArrayList;
import java.util.TreeMap;

/** A strict recursive-descent reader of RFC 8259 without fractions and exponents. */
final class Parser {
  private static final int DEEPEST = 16;

  private final String in;
  private int at;

  Parser(String in) {
    this.in = in;
  }

  Json document() {
    var value = value(0);
    space();
    if (at != in.length()) {
      throw fault("text after the value");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > DEEPEST) {
      throw fault("nested deeper than " + DEEPEST);
    }
    space();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Text(text());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> integer();
    };
  }

  private Json object(int depth) {
    var members = new TreeMap<String, Json>();
    expect('{');
    if (accept('}')) {
      return new Json.Obj(members);
    }
    do {
      space();
      var name = text();
      space();
      expect(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw fault("duplicate member");
      }
    } while (accept(','));
    expect('}');
    return new Json.Obj(members);
  }

  private Json array(int depth) {
    var values = new ArrayList<Json>();
    expect('[');
    if (accept(']')) {
      return new Json.Array(values);
    }
    do {
      values.add(value(depth + 1));
    } while (accept(','));
    expect(']');
    return new Json.Array(values);
  }

  private Json word(String word, Json value) {
    if (!in.startsWith(word, at)) {
      throw fault("unknown word");
    }
    at += word.length();
    return value;
  }

  private Json integer() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9') {
      at++;
    }
    int count = at - digits;
    boolean leadingZero = count > 1 && in.charAt(digits) == '0';
    boolean minusZero = count == 1 && in.charAt(digits) == '0' && digits > start;
    if (count == 0 || count > 16 || leadingZero || minusZero) {
      throw fault("not an integer");
    }
    if (at < in.length() && ".eE".indexOf(in.charAt(at)) >= 0) {
      throw fault("a number with fraction or exponent");
    }
    return new Json.Int(Long.parseLong(in, start, at, 10));
  }

  private String text() {
    expect('"');
    int end = plainEnd();
    if (end < in.length() && in.charAt(end) == '"') {
      var plain = in.substring(at, end);
      at = end + 1;
      return plain;
    }
    return escapedText();
  }

  /** Most texts hold nothing that needs a closer look: where that ends. */
  private int plainEnd() {
    int end = at;
    while (end < in.length()) {
      char c = in.charAt(end);
      if (c == '"' || c == '\\' || c < 0x20 || Character.isSurrogate(c)) {
        return end;
      }
      end++;
    }
    return end;
  }

  private String escapedText() {
    var out = new StringBuilder();
    while (peek() != '"') {
      char c = next();
      if (c < 0x20) {
        throw fault("control character in text");
      }
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return scalars(out.toString());
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw fault("unknown escape");
    };
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw fault("bad \\u escape");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private String scalars(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        throw fault("lone surrogate");
      }
    }
    return text;
  }

  private void space() {
    while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= in.length()) {
      throw fault("ends too early");
    }
    return in.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    space();
    if (next() != c) {
      throw fault("expected '" + c + "'");
    }
  }

  private boolean accept(char c) {
    space();
    if (at < in.length() && in.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private MalformedJson fault(String what) {
    return new MalformedJson(what + " at character " + at);
  }
}

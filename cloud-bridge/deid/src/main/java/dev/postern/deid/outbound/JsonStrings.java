package dev.postern.deid.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the strings, member names and numbers out of a JSON text (RFC 8259), strictly and to its
 * end. It is a scanner of its own so that no library's leniency comes between what is checked and
 * what is sent.
 */
final class JsonStrings {

  private static final int DEEPEST = 64;

  /** A string or number with the JSON Pointer of where it stands. */
  record Located(String pointer, String text) {
    @Override
    public String toString() {
      return "Located[" + pointer + "]";
    }
  }

  /** The text is not the JSON it has to be. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason);
    }
  }

  private final String json;
  private final List<Located> found = new ArrayList<>();
  private int at;

  private JsonStrings(String json) {
    this.json = json;
  }

  static List<Located> read(byte[] body) throws Malformed {
    String json;
    try {
      json =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
    JsonStrings scanner = new JsonStrings(json);
    scanner.value("", 0);
    scanner.space();
    if (scanner.at < json.length()) {
      throw new Malformed("text after the JSON value");
    }
    return scanner.found;
  }

  private void value(String pointer, int depth) throws Malformed {
    if (depth > DEEPEST) {
      throw new Malformed("nested too deep");
    }
    space();
    switch (peek()) {
      case '{' -> object(pointer, depth);
      case '[' -> array(pointer, depth);
      case '"' -> found.add(new Located(pointer, string()));
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> found.add(new Located(pointer, number()));
    }
  }

  private void object(String pointer, int depth) throws Malformed {
    at++;
    space();
    if (peek() == '}') {
      at++;
      return;
    }
    do {
      space();
      String name = string();
      String member = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      found.add(new Located(pointer + "/*", name));
      space();
      expect(':');
      value(member.length() > 200 ? pointer + "/*" : member, depth + 1);
      space();
    } while (more('}'));
  }

  private void array(String pointer, int depth) throws Malformed {
    at++;
    space();
    if (peek() == ']') {
      at++;
      return;
    }
    int index = 0;
    do {
      value(pointer + "/" + index++, depth + 1);
      space();
    } while (more(']'));
  }

  private boolean more(char end) throws Malformed {
    char c = peek();
    at++;
    if (c != ',' && c != end) {
      throw new Malformed("expected , or " + end);
    }
    return c == ',';
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = json.charAt(at++);
      if (c < 0x20) {
        throw new Malformed("control character in a string");
      }
      text.append(c == '\\' ? escape() : c);
    }
    at++;
    return text.toString();
  }

  private char escape() throws Malformed {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw new Malformed("unknown escape");
    };
  }

  private char hexadecimal() throws Malformed {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw new Malformed("not a \\u escape");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private String number() throws Malformed {
    int start = at;
    while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    if (at == start) {
      throw new Malformed("expected a value");
    }
    return json.substring(start, at);
  }

  private void word(String word) throws Malformed {
    if (!json.startsWith(word, at)) {
      throw new Malformed("expected a value");
    }
    at += word.length();
  }

  private void expect(char c) throws Malformed {
    if (peek() != c) {
      throw new Malformed("expected " + c);
    }
    at++;
  }

  private char peek() throws Malformed {
    if (at >= json.length()) {
      throw new Malformed("ends too early");
    }
    return json.charAt(at);
  }

  private void space() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }
}

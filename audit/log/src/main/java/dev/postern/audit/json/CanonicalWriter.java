package dev.postern.audit.json;

import java.nio.charset.StandardCharsets;

/** Writes RFC 8785: no whitespace, sorted members, the shortest escapes of ECMAScript. */
final class CanonicalWriter {
  private final StringBuilder out = new StringBuilder(512);

  private CanonicalWriter() {}

  static byte[] write(Json value) {
    var writer = new CanonicalWriter();
    writer.value(value);
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(Json value) {
    switch (value) {
      case Json.Text t -> text(t.value());
      case Json.Int i -> out.append(i.value());
      case Json.Bool b -> out.append(b.value());
      case Json.Null n -> out.append("null");
      case Json.Array a -> array(a);
      case Json.Obj o -> object(o);
    }
  }

  private void array(Json.Array array) {
    out.append('[');
    var separator = "";
    for (var item : array.values()) {
      out.append(separator);
      value(item);
      separator = ",";
    }
    out.append(']');
  }

  private void object(Json.Obj object) {
    out.append('{');
    var separator = "";
    for (var member : object.members().entrySet()) {
      out.append(separator);
      text(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void text(String text) {
    out.append('"');
    int plain = plainEnd(text);
    out.append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(c < 0x10 ? '0' : '1').append(Character.forDigit(c & 15, 16));
          } else {
            i = scalar(text, i);
          }
        }
      }
    }
    out.append('"');
  }

  /** Most texts need no escape: where that ends. */
  private static int plainEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return i;
      }
    }
    return text.length();
  }

  /** Appends the scalar value at {@code i} and returns the index of its last UTF-16 unit. */
  private int scalar(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      out.append(c);
      return i;
    }
    if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      out.append(c).append(text.charAt(i + 1));
      return i + 1;
    }
    throw new MalformedJson("lone surrogate");
  }
}

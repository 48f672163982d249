package dev.postern.audit.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value without floating point numbers: those are the one part of RFC 8785 that is hard to
 * get right, and no entry needs them.
 */
public sealed interface Json {

  /** The largest integer every JSON reader keeps exactly (RFC 7493, section 2.2). */
  long LARGEST_INTEGER = (1L << 53) - 1;

  /** A string of Unicode scalar values. */
  record Text(String value) implements Json {
    @Override
    public String toString() {
      return "Text(" + value.length() + " chars)";
    }
  }

  /** An integer within ±(2^53 - 1). */
  record Int(long value) implements Json {
    /** Refuses what a JSON reader in another language could round. */
    public Int {
      if (Math.abs(value) > LARGEST_INTEGER) {
        throw new MalformedJson("integer beyond 2^53 - 1");
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The value null. */
  record Null() implements Json {}

  /** An ordered list. */
  record Array(List<Json> values) implements Json {
    /** Copies the list. */
    public Array {
      values = List.copyOf(values);
    }
  }

  /** An object; members are kept in the order of RFC 8785 section 3.2.3 (UTF-16 code units). */
  record Obj(Map<String, Json> members) implements Json {
    /** Copies and sorts the members. */
    public Obj {
      members = Collections.unmodifiableMap(new TreeMap<>(members));
    }
  }

  /** The text, or JSON null where there is none. */
  static Json text(@Nullable String value) {
    return value == null ? new Null() : new Text(value);
  }

  /** The integer, or JSON null where there is none. */
  static Json number(@Nullable Long value) {
    return value == null ? new Null() : new Int(value);
  }

  /** An array of texts. */
  static Json texts(List<String> values) {
    return new Array(values.stream().<Json>map(Text::new).toList());
  }

  /** An object of counts. */
  static Json counts(Map<String, Long> values) {
    var members = new TreeMap<String, Json>();
    values.forEach((name, count) -> members.put(name, new Int(count)));
    return new Obj(members);
  }

  /** The value's RFC 8785 bytes. */
  default byte[] canonicalBytes() {
    return CanonicalWriter.write(this);
  }

  /**
   * Reads one value and nothing after it. Whitespace and any member order are accepted here;
   * whoever needs the canonical form compares with {@link #canonicalBytes()}.
   *
   * @throws MalformedJson on anything else than one well-formed value: duplicate members, floating
   *     point numbers, lone surrogates, invalid UTF-8, nesting beyond 16 levels
   */
  static Json parse(byte[] utf8) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      return new Parser(text).document();
    } catch (CharacterCodingException e) {
      throw new MalformedJson("not UTF-8", e);
    }
  }
}

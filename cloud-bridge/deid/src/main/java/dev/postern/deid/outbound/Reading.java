package dev.postern.deid.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A string of the body as somebody could read it: as it is, or percent-, base64-, entity- or
 * escape-decoded, also one inside the other. Each char knows from which code points of the string
 * it came.
 */
final class Reading {

  private static final int DEEPEST = 3;
  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2}){1,4000}");
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{6,1048576}+={0,2}");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("commat", "@"),
          Map.entry("period", "."),
          Map.entry("comma", ","),
          Map.entry("hyphen", "-"),
          Map.entry("colon", ":"),
          Map.entry("sol", "/"));

  final String text;
  private final int[] from;
  private final int[] to;

  private Reading(String text, int[] from, int[] to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /** Gives the string itself and every decoded form of it. */
  static void each(String string, Consumer<Reading> reader) {
    int[] from = new int[string.length()];
    int[] to = new int[string.length()];
    int codePoint = 0;
    for (int i = 0; i < string.length(); codePoint++) {
      int width = Character.charCount(string.codePointAt(i));
      Arrays.fill(from, i, i + width, codePoint);
      Arrays.fill(to, i, i + width, codePoint + 1);
      i += width;
    }
    each(new Reading(string, from, to), 0, reader);
  }

  private static void each(Reading reading, int depth, Consumer<Reading> reader) {
    reader.accept(reading);
    if (depth == DEEPEST) {
      return;
    }
    List<Reading> decoded = new ArrayList<>();
    if (reading.text.indexOf('%') >= 0) {
      add(
          reading.replaced(
              PERCENT, match -> new String(bytes(match.group()), StandardCharsets.UTF_8)),
          decoded);
    }
    if (reading.text.indexOf('&') >= 0) {
      add(reading.replaced(ENTITY, Reading::entity), decoded);
    }
    if (reading.text.indexOf('\\') >= 0) {
      add(
          reading.replaced(
              ESCAPE, match -> Character.toString((char) Integer.parseInt(match.group(1), 16))),
          decoded);
    }
    add(reading.replaced(BASE64, match -> base64(match.group())), decoded);
    decoded.forEach(form -> each(form, depth + 1, reader));
  }

  private static void add(@Nullable Reading reading, List<Reading> decoded) {
    if (reading != null) {
      decoded.add(reading);
    }
  }

  private interface Decoder {
    @Nullable String decode(Matcher match);
  }

  /** The text with every match decoded; null where there is nothing to decode. */
  private @Nullable Reading replaced(Pattern pattern, Decoder decoder) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    List<int[]> stretches = new ArrayList<>();
    int done = 0;
    boolean changed = false;
    while (matcher.find()) {
      String plain = decoder.decode(matcher);
      if (plain == null) {
        continue;
      }
      changed = true;
      stretches.add(new int[] {out.length(), done, matcher.start()});
      out.append(text, done, matcher.start());
      stretches.add(new int[] {out.length(), matcher.start(), matcher.end(), plain.length()});
      out.append(plain);
      done = matcher.end();
    }
    if (!changed) {
      return null;
    }
    stretches.add(new int[] {out.length(), done, text.length()});
    out.append(text, done, text.length());
    return mapped(out.toString(), stretches);
  }

  private Reading mapped(String decoded, List<int[]> stretches) {
    int[] newFrom = new int[decoded.length()];
    int[] newTo = new int[decoded.length()];
    for (int[] stretch : stretches) {
      int start = stretch[1];
      int end = stretch[2];
      if (stretch.length == 4) {
        Arrays.fill(newFrom, stretch[0], stretch[0] + stretch[3], from[start]);
        Arrays.fill(newTo, stretch[0], stretch[0] + stretch[3], to[end - 1]);
      } else {
        System.arraycopy(from, start, newFrom, stretch[0], end - start);
        System.arraycopy(to, start, newTo, stretch[0], end - start);
      }
    }
    return new Reading(decoded, newFrom, newTo);
  }

  private static byte[] bytes(String percents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < percents.length(); i += 3) {
      bytes.write(Integer.parseInt(percents.substring(i + 1, i + 3), 16));
    }
    return bytes.toByteArray();
  }

  private static @Nullable String entity(Matcher match) {
    if (match.group(3) != null) {
      return NAMED.get(match.group(3));
    }
    int code =
        match.group(1) != null
            ? Integer.parseInt(match.group(1))
            : Integer.parseInt(match.group(2), 16);
    return Character.isValidCodePoint(code) ? Character.toString(code) : null;
  }

  private static @Nullable String base64(String run) {
    String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
    int length = standard.length() % 4 == 1 ? standard.length() - 1 : standard.length();
    String text =
        printable(Base64.getDecoder().decode(standard.substring(0, Math.min(8, length & ~3))));
    return text == null
        ? null
        : printable(Base64.getDecoder().decode(standard.substring(0, length)));
  }

  /** The bytes as UTF-8 text; null where they are none, a char cut at the end aside. */
  private static @Nullable String printable(byte[] bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, false);
    text.flip();
    boolean plain = !result.isError();
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c >= 0x20 && c != 0x7f || c == '\n' || c == '\r' || c == '\t';
    }
    return plain ? text.toString() : null;
  }

  /** First code point of the string that the char comes from. */
  int start(int index) {
    return from[index];
  }

  /** Code point of the string after the last one that the char before {@code end} comes from. */
  int end(int end) {
    return to[end - 1];
  }
}

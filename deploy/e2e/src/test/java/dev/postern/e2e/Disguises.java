package dev.postern.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The forms in which a text can stand somewhere and still be read: as it is, in any case, URL- and
 * base64-encoded at any offset, in hexadecimal, as a plain SHA-256.
 */
final class Disguises {

  private Disguises() {}

  /** The first of these that stands in a text, in whatever form. */
  static Optional<String> found(String text, List<String> planted) {
    String lower = text.toLowerCase(Locale.ROOT);
    return planted.stream()
        .filter(
            each ->
                anyCase(each).stream().anyMatch(lower::contains)
                    || exact(each).stream().anyMatch(text::contains))
        .findFirst();
  }

  private static Set<String> anyCase(String planted) {
    byte[] bytes = planted.getBytes(StandardCharsets.UTF_8);
    String url = URLEncoder.encode(planted, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    Set<String> forms = new HashSet<>();
    forms.add(planted.toLowerCase(Locale.ROOT));
    forms.add(url);
    forms.add(url.replace("+", "%20"));
    forms.add(hex(bytes));
    forms.add(hex(sha256(bytes)));
    return forms;
  }

  private static Set<String> exact(String planted) {
    byte[] bytes = planted.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new HashSet<>();
    forms.add(Base64.getEncoder().encodeToString(sha256(bytes)));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)));
    for (int offset = 0; offset < 3; offset++) {
      forms.add(inside(bytes, offset));
    }
    return forms;
  }

  /** What base64 makes of these bytes behind {@code offset} others, without what those change. */
  private static String inside(byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int whole = shifted.length * 8 / 6;
    return encoded.substring((offset * 8 + 5) / 6, whole);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

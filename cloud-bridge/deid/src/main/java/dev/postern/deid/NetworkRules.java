package dev.postern.deid;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses, URLs, IP and hardware addresses. */
final class NetworkRules implements Rules {

  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62})\\.){1,8}\\p{L}{2,24}");
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(?:(?:https?|ftps?|sftp|file|ldap|sip|tel|mailto)://?|mailto:|www\\.)[^\\s<>\"'|\\\\^`{}\\[\\]]{2,2000}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?i)[a-z0-9](?:[a-z0-9-]{0,62})(?:\\.[a-z0-9][a-z0-9-]{0,62}){0,4}\\.(?:com|org|net|edu|gov|mil|info|io|health|hospital|co\\.uk|de|fr|us)(?:/[^\\s<>\"'()\\[\\]]{0,500})?(?![\\p{L}\\p{N}])");
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}(?![\\d.]*\\d)(?:/\\d{1,2})?");
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?i)(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){0,7}(?:::)?(?:/\\d{1,3})?(?![\\p{L}\\p{N}])|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4}(?![\\p{L}\\p{N}])|[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{0,4}(?![\\p{L}\\p{N}])");
  private static final Pattern MAC =
      Pattern.compile(
          "(?i)[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\\1[0-9a-f]{2}){4}(?![\\p{L}\\p{N}])");
  private static final String LOCAL = "._%+'-";

  @Override
  public List<Pattern> patterns() {
    return List.of(EMAIL, URL, DOMAIN, IPV4, IPV6, MAC);
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    String text = tokens.text;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      email(text, at, marks);
    }
    links(text, marks);
    addresses(tokens, marks);
  }

  private static void email(String text, int at, Marks marks) {
    int start = at;
    while (start > 0
        && at - start < 64
        && (Character.isLetterOrDigit(text.charAt(start - 1))
            || LOCAL.indexOf(text.charAt(start - 1)) >= 0)) {
      start--;
    }
    while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    Matcher matcher = EMAIL.matcher(text).region(start, Math.min(text.length(), at + 300));
    if (start < at && matcher.lookingAt()) {
      marks.add(start, matcher.end(), IdentifierType.EMAIL, 0.98);
    }
  }

  private static void links(String text, Marks marks) {
    int done = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot < done || dot == 0 || !Character.isLetterOrDigit(text.charAt(dot - 1))) {
        continue;
      }
      int start = dot;
      while (start > 0 && dot - start < 64 && isHost(text.charAt(start - 1))) {
        start--;
      }
      while (start < dot && !Character.isLetterOrDigit(text.charAt(start))) {
        start++;
      }
      Matcher matcher =
          DOMAIN
              .matcher(text)
              .region(start, Math.min(text.length(), start + 900))
              .useTransparentBounds(true);
      if (start < dot && (start == 0 || text.charAt(start - 1) != '@') && matcher.lookingAt()) {
        marks.add(start, withoutEnd(text, start, matcher.end()), IdentifierType.URL, 0.9);
        done = matcher.end();
      }
    }
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      int start = colon;
      while (start > 0 && colon - start < 6 && Character.isLetter(text.charAt(start - 1))) {
        start--;
      }
      url(text, start, marks);
    }
    for (int www = text.indexOf("www."); www >= 0; www = text.indexOf("www.", www + 4)) {
      url(text, www, marks);
    }
  }

  private static boolean isHost(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static void url(String text, int start, Marks marks) {
    Matcher matcher = URL.matcher(text).region(start, Math.min(text.length(), start + 2100));
    if (matcher.lookingAt()) {
      marks.add(start, withoutEnd(text, start, matcher.end()), IdentifierType.URL, 0.98);
    }
  }

  /** A sentence's own punctuation is no part of a URL. */
  private static int withoutEnd(String text, int start, int end) {
    int last = end;
    while (last > start + 1 && ".,;:!?)".indexOf(text.charAt(last - 1)) >= 0) {
      last--;
    }
    return last;
  }

  private static void addresses(Tokens tokens, Marks marks) {
    String text = tokens.text;
    Matcher v4 = IPV4.matcher(text);
    Matcher v6 = IPV6.matcher(text);
    Matcher mac = MAC.matcher(text);
    for (int i = 0; i < tokens.count(); i++) {
      int start = tokens.start(i);
      char before = start == 0 ? ' ' : text.charAt(start - 1);
      if (Character.isLetterOrDigit(before) || tokens.length(i) > 4) {
        continue;
      }
      char after = tokens.end(i) < text.length() ? text.charAt(tokens.end(i)) : ' ';
      int limit = Math.min(text.length(), start + 64);
      if (after == '.'
          && tokens.digits(i)
          && before != '.'
          && v4.region(start, limit).lookingAt()) {
        marks.add(start, v4.end(), IdentifierType.IP, 0.95);
      }
      hexadecimal(text, start, limit, before, v6, mac, marks);
    }
  }

  private static void hexadecimal(
      String text, int start, int limit, char before, Matcher v6, Matcher mac, Marks marks) {
    int from = before == ':' && start > 1 && text.charAt(start - 2) == ':' ? start - 2 : start;
    if (Character.digit(text.charAt(start), 16) < 0 || before == ':' && from == start) {
      return;
    }
    if (mac.region(start, limit).lookingAt()) {
      marks.add(start, mac.end(), IdentifierType.DEVICE, 0.95);
    } else if (v6.region(from, limit).lookingAt()) {
      String found = v6.group();
      long colons = found.chars().filter(c -> c == ':').count();
      if (found.contains("::") && found.length() > 4 || colons == 7) {
        marks.add(from, v6.end(), IdentifierType.IP, 0.95);
      }
    }
  }
}

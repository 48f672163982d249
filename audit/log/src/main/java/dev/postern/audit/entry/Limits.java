package dev.postern.audit.entry;

import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the members of an entry may hold: codes, names, times and counts; nothing else fits. */
final class Limits {
  static final int CODE = 255;
  static final int LIST = 256;

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Limits() {}

  /** 1 to 255 visible ASCII characters: names of things, never a sentence. */
  static String code(String member, String value) {
    boolean fits = !value.isEmpty() && value.length() <= CODE;
    for (int i = 0; fits && i < value.length(); i++) {
      fits = value.charAt(i) > 0x20 && value.charAt(i) <= 0x7e;
    }
    if (!fits) {
      throw refused(member, "must be 1 to 255 visible ASCII characters");
    }
    return value;
  }

  static @Nullable String codeOrNull(String member, @Nullable String value) {
    return value == null ? null : code(member, value);
  }

  static List<String> codes(String member, List<String> values) {
    if (values.size() > LIST) {
      throw refused(member, "has more than " + LIST + " values");
    }
    values.forEach(value -> code(member, value));
    return List.copyOf(values);
  }

  /**
   * 1 to 255 characters without control characters: a subject or a group of the identity provider.
   */
  static String name(String member, String value) {
    boolean fits = !value.isEmpty() && value.length() <= CODE;
    if (!fits || value.chars().anyMatch(Character::isISOControl)) {
      throw refused(member, "must be 1 to 255 characters without control characters");
    }
    return value;
  }

  static List<String> names(String member, List<String> values) {
    if (values.size() > LIST) {
      throw refused(member, "has more than " + LIST + " values");
    }
    values.forEach(value -> name(member, value));
    return List.copyOf(values);
  }

  static long count(String member, long value) {
    if (value < 0) {
      throw refused(member, "is negative");
    }
    return value;
  }

  static @Nullable Long countOrNull(String member, @Nullable Long value) {
    return value == null ? null : Long.valueOf(count(member, value));
  }

  static Map<String, Long> counts(String member, Map<String, Long> values) {
    if (values.size() > LIST) {
      throw refused(member, "has more than " + LIST + " values");
    }
    values.keySet().forEach(name -> code(member, name));
    values.values().forEach(value -> count(member, value));
    return Map.copyOf(values);
  }

  /** Entries tell time in whole milliseconds. */
  static Instant time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  static String formatTime(Instant time) {
    return TIME.format(time);
  }

  static Instant parseTime(String member, String text) {
    try {
      var time = Instant.parse(text);
      if (formatTime(time).equals(text)) {
        return time;
      }
      throw refused(member, "is not a UTC time in milliseconds");
    } catch (DateTimeParseException e) {
      throw new InvalidEntry(Fault.MALFORMED, "member " + member + " is not a time", e);
    }
  }

  static UUID parseId(String member, String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidEntry(
          Fault.MALFORMED, "member " + member + " is not a UUID in lower case", e);
    }
    throw refused(member, "is not a UUID in lower case");
  }

  /** A signed note: several lines, at most 16 KiB. */
  static String note(String member, String value) {
    if (value.isEmpty() || value.length() > 16_384) {
      throw refused(member, "must be a note of at most 16 KiB");
    }
    return value;
  }

  static Json hashOrNull(@Nullable Hash hash) {
    return Json.text(hash == null ? null : hash.hex());
  }

  static Hash hash(Fields fields, String member) {
    return parseHash(member, fields.text(member));
  }

  static @Nullable Hash hashOrNull(Fields fields, String member) {
    var text = fields.textOrNull(member);
    return text == null ? null : parseHash(member, text);
  }

  static Hash parseHash(String member, String text) {
    try {
      return Hash.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidEntry(Fault.MALFORMED, "member " + member + " is not a hex SHA-256", e);
    }
  }

  static Instant time(Fields fields, String member) {
    return parseTime(member, fields.text(member));
  }

  /** Words of the log are lower case, constants of Java are not. */
  static Json word(Enum<?> value) {
    return Json.text(value.name().toLowerCase(Locale.ROOT));
  }

  static <E extends Enum<E>> E word(Fields fields, String member, Class<E> type) {
    var text = fields.text(member);
    for (var value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw refused(member, "has no such word");
  }

  static InvalidEntry refused(String member, String rule) {
    return new InvalidEntry(Fault.MALFORMED, "member " + member + " " + rule);
  }
}

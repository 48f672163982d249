package dev.postern.indexer.http;

import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What requests may hold; a problem names the field and never its value. */
final class Invalid {

  private static final int MAX_NAME = 255;
  private static final int MAX_LIST = 256;

  private Invalid() {}

  static ProblemException request(String sentence) {
    return new ProblemException(ProblemCode.INVALID_REQUEST, sentence);
  }

  /** 1 to 255 characters without control characters. */
  static String name(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw request("The field " + field + " is missing.");
    }
    if (value.length() > MAX_NAME || value.chars().anyMatch(Character::isISOControl)) {
      throw request("The field " + field + " is too long or holds control characters.");
    }
    return value;
  }

  static List<String> names(String field, @Nullable List<@Nullable String> values) {
    if (values == null) {
      return List.of();
    }
    if (values.size() > MAX_LIST) {
      throw request("The field " + field + " has too many values.");
    }
    return values.stream().map(value -> name(field, value)).distinct().toList();
  }

  /** The id in a path or parameter; one that is malformed names nothing. */
  static UUID id(String text) {
    return parsed(text).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
  }

  static Optional<UUID> parsed(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

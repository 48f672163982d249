package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands for an identifier on the wire: {@code [PERSON_1]}.
 *
 * @param ordinal from 1, counted per type within a conversation; says nothing about the individual
 */
public record Token(IdentifierType type, int ordinal) {

  /** Literal tokens, and what a reader or model could take for one. */
  static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile(
          "\\[(?i:("
              + Stream.of(IdentifierType.values()).map(Enum::name).collect(Collectors.joining("|"))
              + "))\\\\?_([A-Z0-9]{1,12})\\]");

  public Token {
    if (ordinal < 1) {
      throw new IllegalArgumentException("ordinals start at 1");
    }
  }

  /** As it stands on the wire. */
  public String text() {
    return "[" + type + "_" + ordinal + "]";
  }

  /** All tokens by ordinal that stand literally in the text, in order of first occurrence. */
  public static Set<Token> in(String text) {
    Set<Token> tokens = new LinkedHashSet<>();
    Matcher matcher = LOOKS_LIKE_ONE.matcher(text);
    while (matcher.find()) {
      String ordinal = matcher.group(2);
      if (ordinal.length() < 10 && ordinal.chars().allMatch(c -> c >= '0' && c <= '9')) {
        int number = Integer.parseInt(ordinal);
        if (number > 0) {
          tokens.add(
              new Token(IdentifierType.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), number));
        }
      }
    }
    return tokens;
  }
}

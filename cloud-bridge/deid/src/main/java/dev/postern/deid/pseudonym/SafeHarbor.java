package dev.postern.deid.pseudonym;

import dev.postern.deid.CalendarDate;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import dev.postern.deid.pseudonym.Deidentified.Replaced;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/**
 * Safe Harbor de-identification, 45 CFR 164.514(b)(2): dates keep their year, ZIP codes their first
 * three digits where more than 20,000 people live behind them, ages over 89 become one class, all
 * else a code drawn at random for this one disclosure and kept nowhere, 164.514(c).
 */
final class SafeHarbor {

  /**
   * ZIP3 areas with 20,000 people or fewer: the union of the censuses of 2000, 2010 and 2020, so
   * that none that ever was small is shown.
   */
  static final Set<String> SMALL_ZIP3 =
      Set.of(
          "036", "059", "063", "102", "202", "203", "204", "205", "369", "556", "692", "753", "772",
          "790", "821", "823", "830", "831", "878", "879", "884", "890", "893");

  static final String OVER_89 = "90 or older";
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int OLDEST_SHOWN = 89;

  private final int year;
  private final RandomGenerator random;
  private final Collection<KnownIdentifier> known;
  private final Map<String, String> codes = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);

  SafeHarbor(Clock clock, RandomGenerator random, Collection<KnownIdentifier> known) {
    this.year = LocalDate.now(clock).getYear();
    this.random = random;
    this.known = known;
  }

  Replaced replace(List<String> texts, List<Findings> findings) {
    List<List<Piece>> cut = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      cut.add(Piece.cut(texts.get(i), findings.get(i).spans()));
      for (Piece piece : cut.getLast()) {
        if (piece.span() != null && piece.span().type() == IdentifierType.PERSON) {
          names.add(piece.text());
        }
      }
    }
    Entities entities = new Entities(known, List.of());
    entities.discover(names);
    List<String> replaced = new ArrayList<>();
    for (List<Piece> pieces : cut) {
      StringBuilder out = new StringBuilder();
      for (Piece piece : pieces) {
        Span span = piece.span();
        out.append(
            span == null
                ? escaped(piece.text(), entities)
                : value(span.type(), piece.text(), entities));
      }
      replaced.add(out.toString());
    }
    return new Replaced(replaced, List.of(), counts, List.of());
  }

  private String escaped(String text, Entities entities) {
    return Token.LOOKS_LIKE_ONE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(code(IdentifierType.OTHER_ID, match.group(), entities)));
  }

  private String value(IdentifierType type, String surface, Entities entities) {
    counts.merge(type, 1, Integer::sum);
    return switch (type) {
      case DATE -> {
        OptionalInt named = CalendarDate.yearOf(surface);
        boolean shown = named.isPresent() && named.getAsInt() >= year - OLDEST_SHOWN;
        yield shown ? Integer.toString(named.getAsInt()) : code(type, surface, entities);
      }
      case ZIP -> zip(surface, entities);
      case AGE -> OVER_89;
      default -> code(type, surface, entities);
    };
  }

  private String zip(String surface, Entities entities) {
    String digits = surface.replaceAll("[^0-9]", "");
    if (digits.length() != 5 && digits.length() != 9) {
      return code(IdentifierType.ZIP, surface, entities);
    }
    String area = digits.substring(0, 3);
    return (SMALL_ZIP3.contains(area) ? "000" : area) + "**";
  }

  private String code(IdentifierType type, String surface, Entities entities) {
    return codes.computeIfAbsent(
        type + "\0" + entities.canonical(type, surface),
        entity -> "[" + type + "_" + unused() + "]");
  }

  private String unused() {
    StringBuilder code = new StringBuilder();
    do {
      code.setLength(0);
      for (int i = 0; i < 6; i++) {
        code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    } while (!used.add(code.toString()));
    return code.toString();
  }
}

package dev.postern.deid.pseudonym;

import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.PersonName;
import dev.postern.deid.Span;
import dev.postern.deid.pseudonym.Deidentified.Kept;
import dev.postern.deid.pseudonym.Deidentified.Replaced;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Realistic invented values, for this one disclosure and kept nowhere: who overlooks an identifier
 * among them cannot tell it. Names come from a reserved list without any word of the texts, numbers
 * from ranges that are nobody's, dates move all by the same secret number of days so that intervals
 * stay. Shifted dates are not Safe Harbor, 45 CFR 164.514(b)(2)(i)(C).
 */
final class Surrogates {

  private final Collection<KnownIdentifier> known;
  private final ShiftedDates dates;
  private final ReservedValues reserved;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, PersonName> people = new HashMap<>();
  private final Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
  private final Set<Kept> kept = new LinkedHashSet<>();

  Surrogates(RandomGenerator random, Collection<KnownIdentifier> known) {
    this.known = known;
    this.dates = new ShiftedDates(random);
    this.reserved = new ReservedValues(random);
  }

  Replaced replace(List<String> texts, List<Findings> findings) {
    List<List<Piece>> cut = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Set<String> words = new HashSet<>();
    known.forEach(one -> words.addAll(words(one.value())));
    for (int i = 0; i < texts.size(); i++) {
      words.addAll(words(texts.get(i)));
      cut.add(Piece.cut(texts.get(i), findings.get(i).spans()));
      for (Piece piece : cut.getLast()) {
        if (piece.span() != null && piece.span().type() == IdentifierType.PERSON) {
          names.add(piece.text());
        }
      }
    }
    reserved.avoid(words);
    Entities entities = new Entities(known, List.of());
    entities.discover(names);
    List<String> replaced = new ArrayList<>();
    for (List<Piece> pieces : cut) {
      replaced.add(replaced(pieces, entities));
    }
    return new Replaced(replaced, List.of(), counts, List.copyOf(kept));
  }

  private String replaced(List<Piece> pieces, Entities entities) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      Span span = piece.span();
      if (span == null) {
        out.append(Token.LOOKS_LIKE_ONE.matcher(piece.text()).replaceAll("($1 $2)"));
      } else {
        counts.merge(span.type(), 1, Integer::sum);
        String value = value(span.type(), piece.text(), entities);
        kept.add(new Kept(span.type(), value));
        out.append(value);
      }
    }
    return out.toString();
  }

  private String value(IdentifierType type, String surface, Entities entities) {
    String entity = type + "\0" + entities.canonical(type, surface);
    return switch (type) {
      case PERSON -> inForm(people.computeIfAbsent(entity, one -> reserved.person()), surface);
      case DATE -> dates.shifted(surface);
      case AGE -> SafeHarbor.OVER_89;
      default -> values.computeIfAbsent(entity, one -> reserved.value(type, surface));
    };
  }

  /** The invented name as the text writes the real one: "LAST, FIRST", "F. Last", "first". */
  private String inForm(PersonName person, String surface) {
    PersonName real = PersonName.parse(surface);
    String first = capital(person.given().getFirst());
    String last = capital(person.surname().getFirst());
    String letters = surface.strip();
    String name;
    if (letters.indexOf(',') > 0) {
      name = last + ", " + first;
    } else if (real.given().isEmpty()) {
      name = last;
    } else if (real.given().getFirst().length() == 1) {
      name = first.charAt(0) + ". " + last;
    } else {
      name = first + " " + (real.surname().getLast().length() == 1 ? last.charAt(0) + "." : last);
    }
    boolean cased = !letters.toLowerCase(Locale.ROOT).equals(letters.toUpperCase(Locale.ROOT));
    if (cased && letters.length() > 2 && letters.equals(letters.toUpperCase(Locale.ROOT))) {
      return name.toUpperCase(Locale.ROOT);
    }
    return letters.equals(letters.toLowerCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static List<String> words(String text) {
    return List.of(
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .split("[^\\p{L}\\p{N}]+"));
  }
}
